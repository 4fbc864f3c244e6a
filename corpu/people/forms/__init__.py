"""What people enter, by noun."""

from corpu.people.forms.sign_in import SignInForm

__all__ = ["SignInForm"]
