"""One job: which words mean the same, and which the opposite, as far as the press needs it.

A word is brought to a concept, and to the scales on which it stands at one end: "augmente", "grimpé" and "gagne"
stand at +1 of one scale, "recule" and "perd" at -1. A word of no list is its own stem, at +1 of its own scale: only
a negation turns it. The lists are short on purpose: a word stands here where taking it for its opposite would
tell a reader the contrary of what happened.
"""

import re
from functools import lru_cache
from typing import NamedTuple, Protocol

from bot.french.fold import fold
from bot.french.words import FUNCTION_WORDS

_SCALES = """
hausse augmente augmenter augmentation augmenteront augmentent augmentait grimpe grimper remonte remonter progresse progresser progression
    monte monter montée croître croît croissance bondi bondir bond bondit gonfle gonfler envolée envole relever relève
    relevé relèvement majoré majoration revalorisé revalorisation accru accroître accroissement alourdit alourdi double
    doublé doublement triple triplé tripler accélère accélérer gagné gagne
    | baisse baisser réduisent réduira réduiront réduisait diminue diminuer diminution recule reculer recul chute chuter réduit réduire réduite réduction
    réduits décroître fléchi fléchir dégringole dégringolé plonge plongé ralenti ralentir ralentit cède cédé céder allège
    alléger allégé abaisser abaisse reflux reflue effondre effondrement descend descendre perdu perd perdre
gagne gagner gagné gagnant remporte remporter | perd perdre perdu perdant
conserve conserver garde garder maintient maintenir maintenu maintien conserveront garderont
    | retire retirer retiré perd perdre perdra perdront perdu supprime supprimer suppression
ouvre ouvrir ouvert ouverte ouvrira ouverture ouvriront rouvre rouvrir rouvert rouverte rouvrira réouverture inauguré
    | ferme fermer fermeture fermera fermeront clos close closes
accepte accepter acceptation approuve approuver approbation adopte adopter adoption valide valider ratifie ratifier
    | refuse refuser refus rejette rejeter rejet décline décliner retoqué retoquer exclu exclure exclut
autorise autoriser autorisation permet permettre permis légal légale
    | interdit interdire interdite interdiction prohibé illégal illégale
avoue avouer aveu reconnaît reconnaître reconnu reconnaissent admet admettre admis
    | nie nier nient conteste contester dément démentir démenti récuse récuser écarte écarter rejette rejeter exclut
commence commencer début débute débuter démarre démarrer | termine terminer achève achever finit finir fini
fort forte forts fortes meilleur meilleure | faible faibles pire pires mauvais mauvaise
supérieur supérieure haut haute élevé élevée élevés élevées | inférieur inférieure bas basse bassesse
positif positive positifs positives | négatif négative négatifs négatives
favorable soutient soutenir soutenu soutien soutiennent | défavorable opposé opposée oppose opposer opposition hostile
acquitté acquittement relaxe relaxé innocenté innocent innocente | condamne condamner condamnation coupable coupables
libéré libérer libération relâché relâcher remise | écroué écrouer incarcéré incarcérer incarcération emprisonné
réussi réussir réussit réussite succès abouti aboutir aboutit | échoué échouer échoue échec
embauche embaucher recrute recruter recrutement | licencie licencier licenciement
construit construire construction bâti bâtir bâtie | détruit détruire destruction démoli démolir démolition rasé
allié alliée alliés | adversaire ennemi rival rivale
confirme confirmer confirmation | infirme infirmer annule annuler annulation casse cassé
reprend reprendre repris reprise relance relancer relancé poursuit poursuivre
    | suspend suspendre suspendu suspension interrompu interrompre interruption arrêt gelé geler gèle
prolonge prolonger prolongé prolongation reconduit renouvelle renouvelé renouvellement
    | rompu rompt rompre rupture résilie résilié
facile facilement facilité | difficile difficilement difficulté
possible possibles | impossible impossibles
connu connue connus connaît connaître sait savoir | inconnu inconnue ignore ignorer ignoré ignorent
retrouve retrouver | introuvable
suffisant suffisante suffit suffire | insuffisant insuffisante
accessible accessibles | inaccessible inaccessibles
survécu survivre survivant rescapé indemne | mort morte meurt mourir tué tuer décédé décès décéder
vend vendre vendu vente ventes | achète acheter achat rachète racheter rachat acquiert acquérir acquisition
gratuit gratuite gratuitement | payant payante
nord septentrional | sud méridional
matin matinée | soir soirée
déclenche déclencher déclenchement | levé lever levée lève
présent présente présence assiste assister assistait | absent absente absence
volontaire volontaires volontairement | involontaire involontaires involontairement
riche riches | pauvre pauvres
améliore amélioré améliorer amélioration améliorent | dégrade dégradé dégrader dégradation dégradent empire empiré détériore détérioré détérioration
avance avancé avancer | retard retardé repousse repoussé reporte reporté report
rassuré rassure rassurer rassurant | inquiet inquiète inquiéter inquiétude inquiétant
majorité majoritaire | minorité minoritaire
"""

_SAME = """
maison logement domicile habitation habitations
élève élèves écolier écoliers collégien collégiens lycéen lycéens
firme entreprise entreprises société groupe compagnie
police policier policiers
pompier pompiers secours
bateau bateaux navire navires chalutier chalutiers
voiture automobile véhicule véhicules
prix récompense
séisme tremblement secousse
feu incendie sinistre flammes
salarié salariés employé employés emploi emplois employer emploie embauches postes
rencontre rencontrer rencontreront verra verront tête-à-tête entrevue reverront réunion
match rencontre partie
battu battre bat incliné incline défaite vaincu vaincre imposé impose victoire triomphe dominé
tableau tableaux toile toiles œuvre œuvres
vol voler volé volés dérobé dérober dérobés cambriolage
redoute craint craindre craignent redoutent crainte
étude enquête rapport
ministre gouvernement
mesure décision règle
blessé blessure touché
"""


_HOLLOW = frozenset(
    "personne personnes environ quelque quelques pres total nombre cas fois ensemble suite lors".split()
)
"""Folded words that count or point, and tell nothing of what they are told of."""


class Meaning(NamedTuple):
    """What a word says: its concept, and on which scales it stands at which end (+1 or -1)."""

    concept: str
    scales: tuple[tuple[str, int], ...]


_FEMININE = re.compile(r"ee(?=s?$)")
"""Without its accent the stemmer no longer knows "signée" for "signé"."""


_PLURAL = re.compile(
    r"(?:(?<=[a-z]{3}[^aeiom])e|(?<=clam)e|(?<=irm)e|(?<=stim)e|(?<=prim)e|(?<=nim)e|(?<=orm)e|(?<=erm)e|(?<=sum)e|(?<=omm)e)nt$"
)
"""It takes "réclament" and "estiment" for nouns in -ment, and leaves "refusent" as it is."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (PyStemmer's own name)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer("french")
    return stemmer


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The stem of one folded word."""
    return _stemmer().stemWord(_PLURAL.sub("e", _FEMININE.sub("e", word)))


@lru_cache(maxsize=1)
def _scales() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, dict[str, int]] = {}
    lines = fold(_SCALES).strip().replace("\n    ", " ").split("\n")
    for at, line in enumerate(lines):
        for sign, side in zip((1, -1), line.split("|"), strict=True):
            for word in side.split():
                found.setdefault(stem(word), {})[f"scale {at}"] = sign
    return {word: tuple(ends.items()) for word, ends in found.items()}


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    return {
        stem(word): f"same {at}"
        for at, line in enumerate(fold(_SAME).strip().split("\n"))
        for word in line.split()
    }


@lru_cache(maxsize=1 << 14)
def meaning(word: str) -> Meaning:
    """What one folded word means; a stop word has no concept."""
    if word in FUNCTION_WORDS or word in _HOLLOW or (len(word) == 1 and not word.isdecimal()):
        return Meaning("", ())
    root = stem(word)
    scales = _scales().get(root, ((root, 1),))
    concept = _same().get(root) or (scales[0][0] if scales[0][0] != root else root)
    return Meaning(concept, scales)
