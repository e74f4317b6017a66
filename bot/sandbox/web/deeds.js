// What the person does, told to the sandbox; what went wrong is told to the person.

import { $, where } from "/sandbox/known.js";

const FILES_MAX = 5 * 2 ** 20;
const PICTURES = ["image/png", "image/jpeg"];

export async function post(path, body) {
  try {
    const answer = await fetch(`/sandbox/${path}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    toast(answer.status === 413 ? "C’est trop volumineux." : "Cela n’a pas pu être fait.");
  } catch {
    toast("Le bac à sable ne répond pas.");
  }
  return null;
}

export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 2500 + 40 * text.length);
}

export const say = (text, place = where()) => post("send", { ...place, text });

// Pictures go as pictures, unless something else is with them: an album is of one kind.
export async function give(files, caption, place = where()) {
  if (files.reduce((sum, file) => sum + file.size, 0) > FILES_MAX) {
    toast("Ces fichiers dépassent 5 Mo.");
    return null;
  }
  const picture = files.every((file) => PICTURES.includes(file.type));
  const read = await Promise.all(files.map(async (file) => (
    { name: file.name, media_type: file.type, content: await base64(file), picture })));
  return post("files", { ...place, files: read, caption });
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(binary);
}
