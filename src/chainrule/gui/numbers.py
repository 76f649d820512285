"""How numbers are written on screen: as `teaching` writes them everywhere."""

from chainrule.teaching.notation import DecimalSign as DecimalSign
from chainrule.teaching.notation import Notation as Notation
from chainrule.teaching.numbers import LARGE as LARGE
from chainrule.teaching.numbers import MINUS as MINUS
from chainrule.teaching.numbers import Kind as Kind
from chainrule.teaching.numbers import exact as exact
from chainrule.teaching.numbers import full as full
from chainrule.teaching.numbers import parse_number as parse_number
from chainrule.teaching.numbers import show as show
from chainrule.teaching.numbers import show_pair as show_pair
