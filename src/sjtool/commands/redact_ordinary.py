"""Ordinary words that are surnames or forenames too. In small letters they are the word, and nobody is meant.

Few of them are in the templates, so that the vocabulary alone does not tell: without this list `worn bright` would name
the officer who is called Bright.
"""

from __future__ import annotations

_WORDS = """
    amber archer art baker barber bell best bill birch bird bishop black blunt bond bow bowman bright brook brown
    bull bush butcher butler butt cane carpenter carter cash castle chance chandler chase chip chuck church clay
    cook cooper cope cotton court cox crane crisp cross crow crown cutter daisy dale dark dawn day dean dear deer
    drew driver drought early east ewer fair faith farmer farrow fell field fielding finch fisher flint flood flower
    flowers foot ford forest fowler fox frank free freeman french frost fry gale game garden gardener gardner gates
    gene glass glover golding golf good goodman grace grant grave graves gray green grey grove guard gunner guy hale
    hall hammer hand hands hard hardy hart hatch hawk hay hays head heart heath heather hedge herd hill hood hook
    hooper hope hopper horn horner horse house hunt hunter hurst iris ivy jack jay joiner jolly joy judge keen key
    keys king kitchen knight knot lake lamb lance land lane large law leaf lever lilly lily little lock long lord
    love low major maker man manners mark marsh marshal marshall martin mason may mead meadow means mercer merry
    mile miles mill miller mills mist moon moor moore moss mould new nick noble noon north nurse nutter oak oaks
    olive page painter park parker parks parson pat paths pay peace peach peacock pearl pen penny pepper perch pike
    pine place plant player pond pool pope porter potter pound pounds power price pride priest prince prior proud
    quick quill rain ransom raven ray read reader ready rich rider ring rivers road rob robin rose rowan ruby rush
    rust rusty saddler sadler sage sallow salt sands sandy sawyer seal seller sergeant service sharp shaw shearer
    shepherd shields shoemaker short silver singer skinner skip slate slater small smart smith snow sole south
    sparks spear speed spence spring squire stable steel steer stern steward stock stone stones storey storm story
    strange street strong sue summer summers swan sweet swift tabor tailor tanner taylor temple tench thorn thorne
    thrower tiller tong tower trainer treasure trick trigger trust tucker turner vale vicar vine violet waite walker
    wall waller walls ward waters watts wax weaver weeks well wells west wheeler whistler white whitehead wild will
    wills winch wind winter winters wise wolf wood woodcock woodman woods woody wool worth wren wright yard young
"""
ORDINARY = frozenset(_WORDS.split())
