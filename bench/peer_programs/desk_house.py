"""django-helpdesk with its own command `get_email`, on SQLite, its receipts over SMTP.

    python desk_house.py set-up|run IMAP_PORT USER PASSWORD SMTP_PORT     (in a folder of its own)
"""

import sys
from pathlib import Path
from types import ModuleType

import django
from django.conf import settings
from django.core.management import call_command


def main(what: str, imap_port: int, user: str, password: str, smtp_port: int) -> None:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106
        USE_TZ=True, ROOT_URLCONF="desk_urls", SITE_ID=1, DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sites", "django.contrib.admin",
                        "django.contrib.messages", "django.contrib.sessions", "helpdesk"],
        MIDDLEWARE=[], TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "helpdesk.db",
                               "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}}},
        EMAIL_HOST="127.0.0.1", EMAIL_PORT=smtp_port, DEFAULT_FROM_EMAIL="info@ska.example", MEDIA_ROOT="media",
        HELPDESK_TEAMS_MODE_ENABLED=False, HELPDESK_ALWAYS_SAVE_INCOMING_EMAIL_MESSAGE=True,
    )  # fmt: skip
    django.setup()
    from django.urls import include, path

    urls = ModuleType("desk_urls")  # the receipts name an address of the ticket
    urls.urlpatterns = [path("", include("helpdesk.urls"))]  # type: ignore[attr-defined]
    sys.modules["desk_urls"] = urls
    if what == "set-up":
        _set_up(imap_port, user, password)
    else:
        call_command("get_email", "--quiet")


def _set_up(imap_port: int, user: str, password: str) -> None:
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    Path("attachments").mkdir(exist_ok=True)
    Queue.objects.create(
        title="Info", slug="info", email_address="info@ska.example", allow_email_submission=True, email_box_type="imap",
        email_box_host="127.0.0.1", email_box_port=imap_port, email_box_user=user, email_box_pass=password, email_box_interval=0,
        enable_notifications_on_email_events=True,
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
