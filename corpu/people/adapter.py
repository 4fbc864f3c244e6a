"""How allauth meets our people."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """People come from the HR file, never from a public form."""

    def is_open_for_signup(self, request) -> bool:
        return False
