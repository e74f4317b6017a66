"""Words by which the press tells the same thing: a headline says «séisme» where the next says «la terre tremble»."""

from functools import lru_cache

from bot.french.stems import stem
from bot.french.words import words

_GROUPS = """
seisme tremblement tremble tremblent secousse sismique
incendie feu flammes brule brulent ravage embrase sinistre
greve greviste grevistes debrayage debraye debrayent
mort morts meurt meurent tue tues tuee tuees deces decede decedee victime victimes peri perissent perdent mortel mortelle succombe eteint eteinte disparition tuant
blesse blesses blessee blessees
naufrage coule coulee chavire sombre
explosion explose deflagration
inondation inondations crue crues eaux submerge
tempete ouragan cyclone
collision accident percute percutee
deraillement deraille derailler
avalanche coulee
fusillade tireur tirs tire feu
attaque frappe frappes bombardement bombarde bombardee missile offensive raid
attentat attaque terroriste
manifestation manifestations manifestent manifeste mobilisation defile defilent defiler cortege
election elections scrutin elu elue electoral legislatives presidentielle municipales suffrage suffrages vote voix urnes
demission demissionne quitte
licenciement licenciements suppressions supprime supprimes suppression postes emplois
usine usines site fabrique
hausse augmente augmentent augmentation progresse progression progresses monte grimpe bondit remonte
baisse recule reculent recul repli diminue chute ralentit cede
inflation prix
chomage chomeurs demandeurs
bat battu battus battre domine impose imposes remporte vainqueur victoire gagne gagnent renverse ecrase triomphe
perd perdu defaite incline battue tombe craque chute
nul neutralisent egalise echec dos
condamne condamnee condamnation peine prison
proces juge jugee jugement audience tribunal rejuge
examen inculpe inculpee
interpelle interpellee arrete arretee arrestation garde
couteau poignarde poignardee arme blanche
enquete enqueteurs soupcons soupconne suspect
auditionne audition entendu
rencontre recoit entretien sommet
accord traite pacte protocole
cessez treve armistice
rappel rappelle rappeler rappeles
amende sanction sanctionne
nomme nommee nomination succede
prix recompense recompensee laureat laureate couronne couronnee decerne
panne coupure coupe prive privent prives
electricite courant electrique
cyberattaque piratage informatique rancongiciel
agriculteurs paysans exploitants agricole
eboueurs poubelles ordures dechets collecte
enseignants professeurs
policier policiers police
mairie maire municipalite
cheffe chef dirigeant dirigeante
gouvernement executif
budget finances
migrants exiles refugies
avion appareil vol vols
entreprise entreprises societe societes
president presidente
election presidentielle
femme epouse
enfant enfants
eleve eleves lyceen lyceenne collegien lycee college
hopital hospitalise hospitalises hospitaliere
evacue evacues evacuation evacuees
"""


def concept(one: str) -> str:
    """The concept that a stem tells, marked by a sign that no stem has; empty for most."""
    return _concepts().get(one, "")


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _GROUPS.strip().splitlines():
        first, *others = [stem(word) for word in words(line)]
        for one in (first, *others):
            found.setdefault(one, f"={first}")
    return found
