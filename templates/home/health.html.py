BBBBBBB BBBBBBBBBBB

BBBBB BBBBB gettext(u'Health of the installation') BBBBBBBB

BBBBB BBBBBBBBB
  XXXX gettext(u'Health of the installation') XXXXX
BBBBBBBB

BBBBB BBBBBBB
  XXXX XXXXXXXXXXXXXX
    BB BB
      XX XXXXXXXXXXXXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'All is well.') XXXX
    BBBB
      XX XXXXXXXXXXXXX XXXXXXXXXXXXXXX XXXXXXXXXXXXX gettext(u'Something needs the operator.') XXXX
    BBBBB
    XXXX XXXXXXXXXXXXX
      XXXX XXXXXXXXXXXXXXXXXXX
        XXXXXX XXXXXXXXXXXXXX
          XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'What was asked, and the answers') XXXXXXXXXX
          XXXXXXX
            XXXX
              XXX XXXXXXXXXXXX gettext(u'Part') XXXXX
              XXX XXXXXXXXXXXX gettext(u'State') XXXXX
              XXX XXXXXXXXXXXX gettext(u'Finding') XXXXX
            XXXXX
          XXXXXXXX
          XXXXXXX
            BBB BBBBBBB BB BBBBBBBB
              XXXX
                XXX XXXXXXXXXXXXXXXXX
                XXXX
                  BB BBBBBBBBBB
                    XXXXX XXXXXXXXXXX XXXXXXXXXXX pgettext(u'state of a machine', u'well') XXXXXXX
                  BBBB
                    XXXXX XXXXXXXXXXX XXXXXXXXXXXXX pgettext(u'state of a machine', u'not well') XXXXXXX
                  BBBBB
                XXXXX
                XXXXXXXXX
              XXXXX
            BBBBBB
          XXXXXXXX
        XXXXXXXX
      XXXXXX
    XXXXXX
  XXXXXX
BBBBBBBB
