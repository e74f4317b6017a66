"""What we say in groups, and of channels; typed as `texts` is."""

from bot.wording import Marked

ADMINS_ONLY = Marked(
    "Ici, seuls les administrateurs changent mes réglages. "
    "Pour lire les nouvelles : /dernieres, /sujet russie."
)
NOT_SURE_WHO = Marked(
    "Telegram ne me dit pas en ce moment qui peut changer mes réglages : je ne change rien. "
    "Réessayez dans un instant."
)
WELCOME_GROUP = Marked(
    "Bonjour ! Je lis la presse française et je la raconte en quelques phrases, toujours avec la source.\n\n"
    "Je ne réponds ici que si l'on m'appelle : /dernieres, /sujet russie, ou @{bot} suivi d'une question. "
    "Ce que le groupe reçoit de lui-même, ses administrateurs le choisissent."
)
CHOOSE_TOPICS = Marked("Choisissez les sujets à suivre :")
GROUP_BY_INVITATION = Marked(
    "Bonjour ! Je ne réponds qu'à mes invités. Pour m'ouvrir à ce groupe, un de ses administrateurs écrit "
    "ici /start : s'il est mon lecteur, cela suffit ; sinon, avec son invitation."
)
IN_A_FORUM = Marked(
    "Un sujet peut avoir son fil : /suivre russie, écrit dans un fil, y fait venir la Russie."
)
BACK_IN_GROUP = Marked("Me revoilà ! Les sujets et les heures de ce groupe sont restés les mêmes.")
COMES_HERE = Marked("Dans ce fil : {topics}.")
NOTHING_COMES_HERE = Marked(
    "Rien ne vient dans ce fil. Pour y faire venir un sujet : /suivre suivi de son nom."
)
THREAD_GONE = Marked(
    "Le fil où je publiais n'est plus ouvert : ce qui y venait viendra ici ({topics}). "
    "Pour le remettre dans un fil, écrivez-y /suivre suivi du sujet."
)
CHANNEL_HOW = Marked(
    "Je peux publier dans un canal. Ajoutez-m'y comme administrateur avec le droit de publier, "
    "puis dites-moi lequel : /canal @nom_du_canal"
)
PICK_CHANNEL = Marked(
    "Touchez « Choisir un canal », sous la ligne où vous écrivez : Telegram montre ceux que vous "
    "administrez, et m'y donne le droit de publier."
)
CHANNELS_KNOWN = Marked("Vos canaux sont ci-dessous : touchez celui que vous voulez régler.")
CHANNEL_IN_PRIVATE = Marked("Un canal se règle avec moi en privé : écrivez-moi /canal.")
SETTING = Marked("Vous réglez : {channel}")
ADDED_TO_CHANNEL = Marked("Je peux maintenant publier dans {channel}. Il reste à choisir quoi, et quand :")
ADDED_WITHOUT_POSTING = Marked(
    "Me voici dans {channel}, mais sans le droit d'y publier. "
    "Donnez-le-moi dans les réglages du canal, parmi ceux des administrateurs."
)
YOUR_OWN_AGAIN = Marked("Vous réglez de nouveau ce que vous recevez vous-même.")
NOT_THERE = Marked(
    "Je ne suis pas dans ce canal, ou je ne le trouve pas. Ajoutez-m'y d'abord comme administrateur."
)
NO_MORE_THERE = Marked(
    "Je ne suis plus dans ce canal. Ajoutez-m'y de nouveau pour y publier, "
    "ou effacez ici tout ce que j'en sais."
)
IS_NO_CHANNEL = Marked(
    "Ce n'est pas un canal. Un groupe se règle sur place : l'un de ses administrateurs y écrit /reglages."
)
MAY_NOT_POST = Marked(
    "Je suis dans ce canal, mais sans le droit d'y publier. Donnez-le-moi, puis recommencez."
)
NOT_YOURS = Marked("Seuls les administrateurs qui ont le droit de publier dans ce canal peuvent le régler.")
