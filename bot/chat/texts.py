"""What we say, in French: one place to read it all aloud, and for gettext to find it.

Typed with plain spaces and apostrophes: `wording` puts the special ones in.
"""

from collections.abc import Mapping

from bot.wording import Marked

WELCOME = Marked(
    "Bonjour ! Je lis la presse française et je vous la raconte en quelques phrases, "
    "toujours avec la source et sans rien inventer.\n\n"
    "Choisissez les sujets que vous voulez suivre :"
)
WELCOME_BACK = Marked(
    "Vous revoilà ! Vos sujets sont restés les mêmes. Touchez-en un pour le suivre ou le quitter :"
)
CHOOSE_TOPICS = Marked(
    "Touchez un sujet pour le suivre ou le quitter. Pour en suivre un autre : /suivre suivi de son nom, "
    "de quelques mots ou d'une source, par exemple /suivre retraites."
)
WHEN = Marked("Quand voulez-vous recevoir les nouvelles de vos sujets ?")
WHICH_CLOCK = Marked(
    "{when}\n\nQuel est votre fuseau horaire ? Pour une autre ville : /fuseau suivi de son nom."
)
WHICH_LANGUAGE = Marked(
    "Dans quelle langue voulez-vous que je vous parle ? Les nouvelles, elles, sont toujours en français."
)
LANGUAGE_CHOSEN = Marked("C'est entendu, je vous parle français.")
READY = Marked("C'est prêt. {when}\n\nPour changer : /reglages")
STORY_GONE = Marked("Cette nouvelle n'est plus là. /dernieres : les dernières nouvelles")
HELP = Marked(
    "Écrivez comme vous parlez : « quoi de neuf ? », « suis la Russie », « tous les matins à 7 h », "
    "« pause jusqu'à lundi ». "
    "Ou envoyez un lien, un fichier, un texte : je vous le résume.\n\n"
    "/dernieres : les dernières nouvelles\n"
    "/edition : votre édition\n"
    "/sujet russie mai 2021 : un sujet, des jours ; « pouvoir d'achat » cherche l'expression, "
    "-sport écarte un mot\n"
    "/tendances : ce dont on parle\n"
    "/sujets, /suivre, /ignorer, /quitter, /partager : vos sujets\n"
    "/reglages, /heures, /fuseau, /langue : vos réglages\n"
    "/canal : publier dans un canal\n"
    "/sources : ce que je lis\n"
    "/absence, /desabonner, /abonner : pause, arrêt, reprise\n"
    "/confidentialite, /exporter : ce que je garde de vous ; /oublier : tout effacer"
)
SAYINGS: Mapping[str, Marked] = {
    "hello": Marked(
        "Bonjour ! Écrivez-moi un sujet, demandez « quoi de neuf ? » ou envoyez-moi un lien. "
        "Tout le reste : /aide"
    ),
    "thanks": Marked("Avec plaisir !"),
    "bye": Marked("À bientôt !"),
    "okay": Marked("C'est entendu."),
    "help": HELP,
    "about": Marked(
        "Je suis Laconique, un programme : personne n'écrit ici. Je lis ce que publie la presse française et "
        "j'en retiens quelques phrases, celles des articles eux-mêmes, sans rien ajouter. Chaque nouvelle "
        "nomme sa source, sa date et la manière dont elle a été résumée ; c'est l'article qui fait foi.\n\n"
        "/sources : ce que je lis\n/confidentialite : ce que je sais de vous\n/aide : ce que je sais faire"
    ),
    "summarise": Marked(
        "Envoyez-moi le lien, le fichier ou le texte d'un article : je vous le résume. "
        "Ou répondez « résume » au message qui le contient."
    ),
    "wrong": Marked(
        "Dites-moi laquelle : ouvrez la nouvelle et touchez « Signaler une erreur ». Son résumé sera relu."
    ),
}
"""What a command is answered that asks for nothing but a word."""
POSSIBLE = Marked(
    "Je comprends un sujet, quelques mots, « quoi de neuf ? », « suis la Russie », "
    "« tous les matins à 7 h », un lien ou un texte à résumer."
)
NOTHING_READ = Marked("Je ne lis encore aucune source.")
SOURCES_READ = Marked(
    "Ce que je lis, {number} en tout : {names}.\n\n"
    "Pour en suivre un : /suivre source Le Monde. Pour n'en plus rien recevoir : /ignorer source Le Monde."
)
KEPT = Marked(
    "Ce que je garde de cette conversation : son numéro, vos sujets, vos heures, votre fuseau et votre "
    "langue, les canaux que vous réglez, les nouvelles que vous avez eues ou ouvertes, vos 👍 et 👎, les "
    "erreurs que vous avez signalées "
    "et les mots que vous y avez joints. Vos avis sont montrés à qui fait tourner le robot ; ils ne changent "
    "pas ce que vous recevez. Ni votre nom, ni vos messages : ce que vous écrivez est effacé une fois la "
    "réponse faite, ce que vous donnez à résumer aussi. D'une position que vous partagez, je ne garde que le "
    "fuseau, si vous le prenez."
)
TO_NOBODY = Marked("Je ne transmets rien à personne. /oublier efface tout.")
TO_A_SERVER = Marked(
    "Ce que vous donnez à résumer est lu par un modèle, sur un serveur que l'exploitant a choisi ; "
    "je ne transmets rien d'autre à personne. /oublier efface tout."
)
YOUR_EDITION = Marked("Votre édition, {day}")
NOTHING_FOR_YOU = Marked("Sur vos sujets, rien que vous n'ayez déjà eu. Le reste de la presse : /dernieres")
NOTHING_FRESH = Marked(
    "Sur vos sujets, rien de frais en ce moment : cela viendra. Le reste de la presse : /dernieres"
)
NO_TOPICS_YET = Marked(
    "Vous ne suivez encore aucun sujet. Pour en choisir : /sujets. En attendant : /dernieres"
)
NOTHING_YET = Marked("Je n'ai encore aucune nouvelle à raconter. Revenez dans quelques minutes.")
NOTHING_LATELY = Marked(
    "Je n'ai pas encore de nouvelles datées de ces dernières semaines : je ne peux pas dire ce qui monte."
)
TOO_YOUNG = Marked(
    "Pour dire ce qui monte, il me faut au moins {least} jours d'articles à comparer ; j'en ai {days}. "
    "En attendant : /dernieres"
)
NOTHING_LEFT_OUT = Marked(
    "Il ne reste rien à montrer : le reste raconte ce que vous avez déjà lu, ou n'est plus frais. "
    "/dernieres : les dernières nouvelles."
)
NO_MORE = Marked("Il n'y a rien de plus ancien.")
NOTHING_ON = Marked("Je n'ai rien trouvé sur « {topic} ».")
NOTHING_ON_FOLLOW = Marked("Je n'ai rien trouvé sur « {topic} ». Suivez ce sujet, et je vous préviendrai.")
NOTHING_THEN = Marked("Je n'ai aucune nouvelle de cette période : {days}.")
NO_SUCH_TOPIC = Marked("Je ne connais pas de sujet « {topic} ». Vouliez-vous dire :")
DID_YOU_MEAN = Marked("Je n'ai rien trouvé sur « {topic} ». Vouliez-vous dire :")
WHICH_TOPIC = Marked("Sur quel sujet ? Écrivez par exemple : /{command} russie")
NO_SUCH_WORDS = Marked(
    "Je ne comprends pas ce sujet. Essayez avec un ou deux mots, par exemple : /{command} énergie"
)
QUESTION_TOO_LONG = Marked(
    "C'est trop long : 200 caractères au plus. Essayez avec un ou deux mots, par exemple : /{command} énergie"
)
SMALL_WORDS = Marked(
    "Ces mots sont trop courants pour y chercher quelque chose. Ajoutez-en un qui dise le sujet, "
    "par exemple : /{command} énergie"
)
ONLY_EXCLUDED = Marked(
    "Vous dites ce que vous ne voulez pas. Dites aussi de quel sujet il s'agit, "
    "par exemple : /{command} culture -sport"
)
NO_SUCH_DAY = Marked(
    "« {date} » n'est pas un jour du calendrier. Redites-moi la date, par exemple : /sujet russie 3 mars 2021"
)
NOT_YET = Marked(
    "« {date} » n'est pas encore arrivé, et je ne connais que ce qui a paru. "
    "Essayez par exemple : /sujet russie hier"
)
BACKWARDS = Marked("« {date} » finit avant de commencer. Essayez par exemple : /sujet russie du 3 au 10 mai")
FOLLOW_WHAT = Marked(
    "Que voulez-vous suivre ? Un sujet, des mots ou une source, par exemple : /suivre retraites, "
    "/suivre « pouvoir d'achat » -sport ou /suivre source Le Monde"
)
MUTE_WHAT = Marked(
    "De quoi ne voulez-vous plus rien recevoir ? D'un sujet, de mots ou d'une source, "
    "par exemple : /ignorer football ou /ignorer source Le Monde"
)
UNFOLLOW_WHICH = Marked("Lequel ?")
NOTHING_FOLLOWED = Marked("Vous ne suivez et n'ignorez rien. Pour choisir : /sujets")
FOLLOWED = Marked("Vous suivez : {topics}.")
MUTED = Marked("Vous ignorez : {topics}.")
NOW_MUTED = Marked("Vous ignorez maintenant : {topic}.")
NO_LONGER_MUTED = Marked("Vous n'ignorez plus : {topic}.")
STILL_FOUND = Marked("Je ne vous en enverrai plus rien ; vous en trouverez encore dans /dernieres et /sujet.")
ABOUT_ONLY = Marked(
    "Je vous préviendrai de ce qui en parle dès le titre ou les premières phrases, non de ce qui le cite."
)
WHICH_REGION = Marked(
    "Quelle est votre région ? Touchez-la, ou écrivez un département ou une ville, "
    "par exemple : /suivre ma région Quimper"
)
NO_SUCH_REGION = Marked("Je ne sais pas de quelle région est « {place} ».")
OF_REGION = Marked("l'article est de cette région.")
ON_FRONT_PAGE = Marked("À la une : la presse en parle plus que du reste.")
FRONT_IN_EDITIONS = Marked("Cela vient dans vos éditions.")
FRONT_AT = Marked("Cela vient dans vos éditions : vous en aurez une à {clock}.")
CALM_AT_FIRST = Marked("Vous aurez une édition chaque matin à {clock} ; pour changer : /heures")
FRONT_BY_DEFAULT = Marked(
    "Vous ne suivez rien : vos éditions sont « À la une », ce dont la presse parle le plus."
)
NO_DATES = Marked("Les dates ne comptent pas ici : je vous préviens de ce qui paraîtra.")
TOO_MANY_AT_ONCE = Marked("C'est beaucoup à la fois : {most} sujets au plus.")
LATEST = Marked("Les dernières nouvelles")
NOW_FOLLOWED = Marked("Vous suivez maintenant : {topic}.")
NO_LONGER_FOLLOWED = Marked("Vous ne suivez plus : {topic}.")
SUBSCRIBED = Marked("C'est entendu, vous recevrez les nouvelles des sujets que vous suivez.")
UNSUBSCRIBED = Marked(
    "Vous ne recevrez plus rien, mais vos sujets sont gardés. "
    "/abonner pour reprendre, /oublier pour tout effacer."
)
NOT_SUBSCRIBED = Marked("Vous n'avez pas d'abonnement. Pour commencer : /start")
ALL_OR_NOTHING = Marked("Je ne sais pas doser : {topic}, c'est tout ou rien. Touchez ce que vous préférez.")
NOT_FOLLOWED = Marked("Vous ne suiviez pas : {topic}.")
AWAY = Marked("C'est entendu, je me tais. Je reprends {end}.")
AWAY_LATER = Marked("C'est entendu, je me tairai dès {begin}. Je reprendrai {end}.")
AWAY_OPEN = Marked("Je me tais jusqu'à ce que vous écriviez « reprends ». Ou pour un temps :")
AWAY_HOW = Marked(
    "Je n'ai pas compris pour combien de temps. Écrivez par exemple : « pause jusqu'à lundi », "
    "« silence pendant 3 jours », « pas de messages ce week-end »."
)
NOTHING_IN_A_BURST = Marked(
    "Ce qui paraît d'ici là ne vous sera pas envoyé d'un coup. Je réponds toujours à vos questions."
)
PAUSED_UNTIL = Marked("Vos envois sont suspendus ; ils reprennent {end}.")
PAUSE_PLANNED = Marked("Vos envois seront suspendus dès {begin} ; ils reprendront {end}.")
PAUSED = Marked("Vos envois sont suspendus : /abonner pour les reprendre.")
RESUMED = Marked("Vos envois reprennent.")
FORGET_ALL = Marked("Effacer vos sujets, vos heures et tout ce que je sais de vous ? C'est sans retour.")
FORGOTTEN = Marked("Tout ce que je savais de vous est effacé. Au revoir !")
ERASED = Marked("Enregistrements effacés : {erased} ; il en reste : {left}.")
EXPORTED = Marked("Tout ce que je garde de cette conversation, au format JSON.")
NOTHING_KEPT = Marked("Je ne garde rien de cette conversation.")
IN_BACKUPS = Marked("Les sauvegardes d'avant vous contiennent encore ; elles seront effacées d'ici au {day}.")
TOO_MANY_TOPICS = Marked("Vous suivez déjà beaucoup de sujets : quittez-en un d'abord, avec /sujets.")
HOUR_ON = Marked("Vous aurez une édition à {clock}.")
HOUR_ON_DAYS = Marked("Vous aurez une édition à {clock}, {days}.")
HOURS_KEPT = Marked("Vous en avez aussi à {clock}.")
HOUR_OFF = Marked("Vous n'aurez plus d'édition à {clock}.")
AT_ONCE_ON = Marked("Chaque nouvelle vous arrivera dès sa parution.")
AT_ONCE_NO_MORE = Marked("Plus rien ne vous arrive dès la parution.")
AT_ONCE_AGAIN = Marked("C'était désactivé, c'est maintenant activé.")
EDITIONS_AT = Marked("Vous avez une édition à {clock}.")
PAUSED_NOW = Marked("Plus rien ne vous est envoyé ; vos choix sont gardés.")
AT_ONCE_OFF = Marked("Les nouvelles attendront votre prochaine édition.")
QUIET_ON = Marked("De {start} à {end}, je me tais ; ce qui paraît alors vous attendra à {end}.")
QUIET_OFF = Marked("Vous n'avez plus d'heures calmes.")
RECAP_ON = Marked("Votre semaine en bref viendra le {day} à {clock}.")
RECAP_OFF = Marked("Vous n'aurez plus la semaine en bref.")
CHOOSE_KINDS = Marked(
    "Que voulez-vous lire à côté des nouvelles ? Cela vaut pour vos envois, /dernieres et /sujet ; "
    "ce qui n'est pas une nouvelle le dit toujours."
)
KIND_ON = Marked("Vous aurez aussi : {kind}.")
KIND_OFF = Marked("Vous n'aurez plus : {kind}.")
NOTHING_NEW_SAID = Marked("Une édition sans nouvelle vous le dira en une ligne.")
NOTHING_NEW_UNSAID = Marked("Une édition sans nouvelle ne vous dira rien.")
PICTURES_ON = Marked(
    "L'image de l'article viendra avec chaque nouvelle que vous recevez seule ou que vous ouvrez."
)
PICTURES_OFF = Marked("Les nouvelles viendront sans image.")
SO_MANY_AT_ONCE = Marked(
    "Dès la parution : {most} nouvelles par jour au plus, "
    "le reste vient le lendemain matin ou dans une édition."
)
ALL_AT_ONCE = Marked("Dès la parution : toutes les nouvelles, sans limite.")
HOURS_IN_WORDS = Marked(
    "Touchez ce que vous voulez changer, ou écrivez-le : « tous les matins à 7 h 45 », "
    "« plus d'édition à 8 h », « silence de 22 h à 7 h », « 10 alertes par jour », "
    "« bilan le dimanche à 18 h »."
)
HOURS_HOW = Marked(
    "Je n'ai pas compris ces heures. Écrivez par exemple : « tous les matins à 7 h 45 », "
    "« à 8 h et 19 h le week-end », « plus d'édition à 8 h », « silence de 22 h à 7 h », "
    "« 10 alertes par jour », « bilan le dimanche à 18 h »."
)
TOO_MANY_HOURS = Marked("Cela fait beaucoup d'éditions : retirez-en une d'abord, avec /heures.")
WHICH_ZONE = Marked(
    "Dans quel fuseau horaire vivez-vous ? Touchez un lieu, ou écrivez /fuseau suivi d'une ville, "
    "par exemple : /fuseau Bruxelles"
)
NO_SUCH_ZONE = Marked(
    "Je ne trouve pas « {zone} ». Essayez avec une grande ville du même fuseau, "
    "par exemple : /fuseau Bruxelles"
)
WHICH_ZONE_THEN = Marked("Je ne trouve pas « {zone} ». Vouliez-vous dire :")
ZONE_CHOSEN = Marked("C'est noté. Votre fuseau : {zone}.")
SHARE_CARD = Marked(
    "{topic} : qui pointe un téléphone sur cette image suit ce sujet, lui aussi. Ou par ce lien : {address}"
)
NOT_TO_SHARE = Marked("Un lien ne saurait nommer ce sujet : {topic}.")
SHARE_PLACE = Marked(
    "Touchez « Partager ma position », sous la ligne où vous écrivez. Je n'en retiens que le fuseau horaire, "
    "si vous le prenez ; la position n'est gardée nulle part."
)
ZONE_THERE = Marked("Là, le fuseau est : {zone}. Il y est {clock}.")
NO_ZONE_THERE = Marked("Je ne trouve pas de fuseau à cet endroit. Écrivez /fuseau suivi d'une ville.")
YOURS_ALREADY = Marked("C'est déjà le vôtre.")
NO_HOUR_LEFT = Marked("Choisissez aussi une heure, sinon rien ne vous arrivera.")
NO_REASON_LEFT = Marked("Vous avez changé vos choix depuis : plus rien de ce que vous suivez n'y mène.")
ONE_TELLS = Marked("Une seule source raconte cette nouvelle pour l'instant.")
MANY_TELL = Marked("Nouvelle racontée par {number} éditeurs, dont {recent} depuis moins de trois heures.")
FROM_SOURCE = Marked("l'article vient de cette source.")
SOURCE_TOO = Marked("cette source en parle aussi.")
OF_THEME = Marked("l'article est classé dans ce thème.")
ELSEWHERE = Marked("un autre article sur le même événement en parle.")
WORDS_IN_TITLE = Marked("ces mots sont dans le titre.")
WORDS_IN_TEXT = Marked("ces mots sont dans l'article.")
IN_TITLE_TOO = Marked(", jusque dans son titre.")
VOTED = Marked("Merci, c'est noté.")
VOTE_TAKEN_BACK = Marked("Votre avis est retiré.")
LESS_OF_THIS = Marked("C'est noté. Voulez-vous moins de cela ? Sinon, rien ne change.")
NOTHING_CHANGES = Marked("Entendu, rien ne change.")
WHAT_IS_WRONG = Marked("Qu'est-ce qui ne va pas ?")
NOTED = Marked("C'est noté.")
REPORTED = Marked(
    "Merci ! Ce sera relu, et je vous dirai ce qu'il en est. "
    "Si vous voulez préciser, répondez à ce message : vos mots seront joints au signalement."
)
WORDS_KEPT = Marked("Merci, c'est joint à votre signalement.")
SEEN_TO = Marked("Ce signalement n'attend plus : il a été relu, ou retiré.")
REPORTED_NO_MORE = Marked("Le signalement est annulé.")
OLD_BUTTON = Marked("Ce bouton n'est plus valable. Écrivez /aide.")
UNKNOWN_COMMAND = Marked("Je ne connais pas cette commande. Écrivez /aide pour voir ce que je sais faire.")
ONE_AT_A_TIME = Marked("Un instant : je lis encore ce que vous m'avez envoyé.")
YOUR_TEXT = Marked("votre texte")
"""The source that a summary of a pasted text names."""
EMPTY_MESSAGE = Marked("Envoyez-moi une commande, un lien ou un texte. Écrivez /aide pour en savoir plus.")
