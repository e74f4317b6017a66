"""Tiny encoders with random weights, in folders as transformers writes them; editors' choices to learn."""

import json
from pathlib import Path

from bot.lab.judged import Judged
from tests.summaries.models.tiny import PRESS, pieces_in, train

TOWNS = ("Belleroche", "Kervannec", "Valmont", "Rochefeuille", "Castelnuit", "Morteval")
_SHAPE = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64,
    "max_position_embeddings": 200, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
}  # fmt: skip
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def publish(folder: Path, family: str) -> Path:
    """Make the folder: `camembert` with sentencepiece's vocabulary, `bert` and `electra` with a fast one."""
    import torch
    import transformers
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    if family == "camembert":
        vocabulary = train(texts(), unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
        (folder / "sentencepiece.bpe.model").write_bytes(vocabulary)
        (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "CamembertTokenizer"}))
        ids = {"pad_token_id": 1, "bos_token_id": 5, "eos_token_id": 6, "type_vocab_size": 1}
        config = transformers.CamembertConfig(vocab_size=pieces_in(vocabulary) + 5, **ids, **_SHAPE)
    else:
        letters = sorted({letter for text in texts() for letter in text.lower() if not letter.isspace()})
        words = sorted({word for text in texts() for word in text.lower().split()})
        pieces = dict.fromkeys([*_MARKS, *letters, *(f"##{letter}" for letter in letters), *words])
        names = {name: at for at, name in enumerate(pieces)}
        tokenizer = transformers.BertTokenizer(vocab=names, do_lower_case=True, strip_accents=False)
        tokenizer.save_pretrained(folder)
        kind = {"bert": transformers.BertConfig, "electra": transformers.ElectraConfig}[family]
        config = kind(vocab_size=len(names), pad_token_id=0, **_SHAPE)
    transformers.AutoModel.from_config(config).save_pretrained(folder)
    return folder


def judged(n: int) -> Judged:
    """An article whose editor always tells the sentence about the price, which the title does not name."""
    town = TOWNS[n % len(TOWNS)]
    return Judged(
        title=f"Le pont de {town} rouvre",
        day=None,
        sentences=(
            f"Le pont de {town} rouvrira lundi aux voitures après {n + 2} ans de travaux difficiles.",
            f"Un marché se tient chaque jeudi sur la place de {town}, depuis plus de trente ans.",
            f"La facture de ce chantier atteint {n + 3} millions d'euros pour les habitants de la vallée.",
        ),
        best=frozenset({(2,)}),
        fair=frozenset({(2,), (0, 2)}),
        bad_openers=frozenset({1}),
    )


def texts() -> list[str]:
    """What a vocabulary is made of."""
    return [*PRESS, *(sentence for n in range(12) for sentence in judged(n).sentences)]
