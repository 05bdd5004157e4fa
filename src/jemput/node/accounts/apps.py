"""Django's name for the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and roles."""

    name = "jemput.node.accounts"
    label = "accounts"
