BBBBBBB BBBBBBBBBBB
BBBBB BBBBBX  gettext(u'every hour of learning counts') BBBBBBBB
BBBBB BBBBBBBBBB XXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXX
    XXXX gettext(u'Every hour of learning counts, and every figure can say why.') XXXXX
    XX XXXXXXXXXXXXX gettext(u"A class, an online course, a coaching session, a seminar elsewhere: every form of learning lands in one ledger. The ledger is counted toward each person's goals, by the same rule for all. What will be missed is seen early, explained, and can still be closed.") XXXX
    XXXX XXXXXXXXXXXXXXXX
      XX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXXBBBB BBBB gettext(u'Sign in') XXXX
      BB BBBBXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Try a role') XXXXBBBBBBB BBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX XXXXXXXX gettext(u'First time here?') XXXXBBBBBBBBBB
    XXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBXXXXXX
XXXXXXXXXX
BB BBBBXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXX
  XXXXXXXXX gettext(u'Try it as') XXXXXXX XXXXXXXXXXXXXX gettext(u'One click signs you in as a person of the demo. Everybody here is made up.') XXXXXXXXXX
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB
XXXXXXXXXXBBBBXXXXXXXX XXXXXXXXXXX XXXXXXXXX
  XXXX XXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXBBBB BBBBBBB BBBBBBBBBXXXXXXXXXX XXXXXXXXXXXX gettext(u'For each civil servant') XXXXXXX XXXXXXXXXXXXXX gettext(u'Where do I stand, what closes my gap, and what is already booked: one page, two clicks to enrol.') XXXXXXXXXX
  XXXX XXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXBBBB BBBBBBBB BBBBBBBBBXXXXXXXXXX XXXXXXXXXXXX gettext(u'For each leader') XXXXXXX XXXXXXXXXXXXXX gettext(u'Who will miss the target, why, and what would close it, while there is still time to act.') XXXXXXXXXX
  XXXX XXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXBBBB BBBBBBBB BBBBBBBBBXXXXXXXXXX XXXXXXXXXXXX gettext(u'For those who answer for it') XXXXXXX XXXXXXXXXXXXXX gettext(u'Any figure leads in one click to its facts, its rate and the regulation behind it.') XXXXXXXXXX
XXXXXXXXXXBBBBB
BBBBBBBB
