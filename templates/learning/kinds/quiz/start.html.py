XXXX XXXXXXXXXXX XXXXXXX
  BB BBB BBBB
  XXX XXXXXXXXXXX
    XXXX gettext(u'Questions') XXXXXXXXXXXXXX
    XXXX gettext(u'Pass mark') XXXXXXXXXXXXXXX
    XXXX gettext(u'Time') XXXXXXXXXBB BBBBBBBBBBBB ngettext(u'%(minutes)s minute, counted from the start', u'%(minutes)s minutes, counted from the start', count) SSSSSSSSSSS SSSSSSS SSSSSSS SSSS SSS SSSSSPPPPPPPPPPP PPPPPPPP PPPPPPP PPPP PPP PPPPPBBBB gettext(u'as long as you need') BBBBBXXXXX
    XXXX gettext(u'Attempts') XXXXXXXXXBB BBBBBBBBBBBBBBBBB gettext(u'as often as you like') BBBBBXXXXX
  XXXXX
  XX XXXXXXXXXXXX XXXXXXX gettext(u'Your answers are saved while you go on. If the connection breaks, come back to where you were, on any device.') XXXX
  BBBBB
  BB BBBB BB B
    BB BBBBBBBBBBBBBB BB BBBBBBBBBBBXXX gettext(u'No attempts are left. Ask the training agency for another one.') XXXXBBBBXX XXXXXXXXXXXXXX gettext(u'All attempts are used.') XXXXBBBBB
  BBBB
  XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBXXBBBBBBBBBB
    XXXXXXX XXXXXXXXXX BB BBBBBBBBBBBBBB BB BBBBBBBBBBBXXXXXXXXXXXXBBBBBX XXXXXXXXXXXXXXBB BBB BBBB gettext(u'Start the quiz') BBBB BBBBBBBBBBBBBB BB BBBBBBBBBBB gettext(u'Try for a better score') BBBB gettext(u'Try again') BBBBBXXXXXXXXX
    BB BBBB BBB BBBB BB BBB BBBBXXXXX XXXXXXXXXXXX XXXXXXX ngettext(u'%(left)s attempt left', u'%(left)s attempts left', count) SSSSSSSS SSSSSSS SSSSPPPPPPPP PPPPPPPP PPPPXXXXXXXBBBBB
  XXXXXXX
  BBBBB
XXXXXX
