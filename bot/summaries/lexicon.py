"""One job: the closed lists of French words that the other modules of this room look things up in."""

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")  # the combining marks of the Latin alphabet


def fold(text: str) -> str:
    """Lower case, no accents, œ as oe: two spellings of one word are equal when folded."""
    low = text.casefold()
    if low.isascii():
        return low
    bare = unicodedata.normalize("NFKD", low.replace("œ", "oe").replace("æ", "ae"))
    bare = _MARKS.sub("", bare)
    return bare if bare.isascii() else "".join(sign for sign in bare if not unicodedata.combining(sign))


def listed(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


ABBREVIATIONS = listed(
    """m mm mme mmes mr mrs ms mgr dr drs pr st ste cf art al fig chap vol éd ed ex tél env av bd boul
    janv févr avr juil sept oct nov déc réf no nos p pp hab dép lt col gal cdt"""
)
"""After these a full stop is part of the word, whatever follows."""

STARTERS = listed(
    """Il Elle Ils Elles On Les Un Une Ce Cet Cette Ces Cela Des Dans En Pour Mais Et Sur Avec Selon Après
    Avant Son Sa Ses Leur Leurs Nous Vous Je Depuis Lors Par Au Aux À A"""
)
"""They begin sentences and no family name: even an initial before them ends a sentence."""

STOP_WORDS = listed(
    """a afin ai aient ainsi alors apres as assez au aucun aucune aujourd aussi autre autres aux avaient avait
    avant avec avoir ayant bien c car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez
    comme comment contre d dans de deja depuis des desormais deux devant devrait dire dit doit donc dont du
    durant elle elles en encore enfin entre er est et etaient etait ete etre eu eux eut fait faire faut fois
    font furent fut grace hors hui il ils j je jusqu jusque juste l la le les leur leurs lors lorsque lui m ma
    mais malgre me meme memes mes mme moins mon n ne ni non nos notre nous nouveau nouvelle on ont ou par
    parce parmi pas pendant peu peut peuvent plus plusieurs point pour pourrait pourquoi pres puis puisque qu
    quand que quel quelle quelles quelque quelques quels qui quoi sa sans se selon sera serait seront ses si
    soit son sont sous souvent sur t ta tandis tant te tel telle tels tes toi ton toujours tous tout toute
    toutes tres trois trop un une va vers via voici voila vont vos votre vous y"""
)
"""Folded words that tell nothing of what a text is about."""

WEEKDAYS = tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
"""Folded, Monday first."""

MONTHS = tuple("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split())
"""Folded, January first."""

DATES = frozenset({*WEEKDAYS, *MONTHS})
"""Folded names of days and months."""

FUNCTION_WORDS = listed(
    """le la les l un une des de du d a au aux en dans sur pour par avec sans vers chez contre entre sous et
    ou ni mais que qu qui dont ou se s ne n son sa ses leur leurs ce cet cette ces est sont ont ete etre avoir
    plus tres comme si depuis avant apres des jusqu jusque selon"""
)
"""Folded words after which no sentence can end."""

TITLES = listed("m mm mme mmes mlle mgr dr me")
"""Folded titles before a name, which are part of no name."""

OPENERS = (
    FUNCTION_WORDS
    | STOP_WORDS
    | listed(
        """actuellement ailleurs auparavant autrefois beaucoup bientot certaines certains chacun chacune
        concernant contrairement dernierement dorenavant egalement ensemble ensuite environ face
        finalement hier interroge interrogee interroges sollicite sollicitee contacte contactee joint jointe jadis jamais maintenant nombre nombreuses nombreux outre
        parallelement partout pourtant premier premiere presque principalement quant rien sauf seul
        seule seules seuls suite surtout tard tot toutefois un deux trois quatre cinq six sept huit neuf
        dix cent mille notamment premierement deuxiemement quelque onze douze treize quatorze quinze seize vingt
        trente quarante cinquante soixante million millions voila bref faute grace afin lors resultat restent reste
        seul tandis malgre hormis dont oui non bien mieux pire tant autant elu elue elus ne nee nes reunis reunie
        venu venue venus prive privee prives privees absent absente present presente vainqueur vainqueurs auteur
        autrice victime victimes mort morte blesse blessee signe place selon contre courant debut fin mi toujours
        dommage fini impossible possible inutile difficile facile plutot jusque quitte sitot des lorsque puisque
        quoique quiconque quels quelles lequel laquelle dixit merci attention objectif objectifs verdict bilan motif
        cause consequence consequences reaction reactions explication explications pourvu soit certes peut"""
    )
)
"""Folded words that begin a sentence with a capital and are no name."""

FIRST_NAMES = listed(
    """aime amedee andre andree armand barnabe bertrand chloe clement clemence constance didier dorothee fernand
    ferdinand florence florent gautier gauthier hortense jose laurence laurent maxence noe olivier renaud rene renee
    roger roland salome timothee vincent xavier zoe desire desiree prudence florian damien julien lucien fabien
    adrien bastien sebastien aurelien eric cedric frederic ludovic dominique veronique angelique monique enrique
    marius darius jules louis denis francis alexis regis boris chris iris thais anais mathis alice maurice patrice
    fabrice beatrice brice marie sophie julie lucie nathalie valerie aurelie emilie amelie virginie stephanie
    pierre alexandre andrea isabelle danielle gabrielle michelle emmanuelle murielle estelle christelle noelle
    adele aude claude josue"""
)
"""Folded first names that end like common words."""
