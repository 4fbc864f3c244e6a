"""Settings, read from the environment by strict readers. `.env.example` lists them all.

Three ways to run: the demo (`make demo`, embedded database and broker), development
(the same without the demo's data and its one-click sign-in), and production
(PostgreSQL, Redis, Celery; see `docs/operator.md`).
"""

from pathlib import Path

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from corpu.lib.env import (
    WrongSetting,
    database_from_url,
    env_bool,
    env_int,
    env_list,
    env_secret,
    env_str,
    load_env_file,
    local_secret,
)

BASE_DIR = Path(__file__).resolve().parent.parent
load_env_file(BASE_DIR / ".env")

VAR_DIR = Path(env_str("CORPU_VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# -- how this process runs ---------------------------------------------------------

DEMO = env_bool("CORPU_DEMO")
DEBUG = env_bool("CORPU_DEBUG", DEMO)
PRODUCTION = not (DEMO or DEBUG)

SECRET_KEY = env_secret("CORPU_SECRET_KEY", "" if PRODUCTION else "development-only")
if not SECRET_KEY:
    raise WrongSetting(
        "CORPU_SECRET_KEY is missing: set it to 50 random characters "
        "(or CORPU_DEBUG=true on a machine of your own)"
    )

# -- hosts: the site, and another one for the content of uploaded packages ---------
# Packages are hostile until proven otherwise: they never see the site's cookies.

SITE_URL = env_str("CORPU_SITE_URL", "http://localhost:8000").rstrip("/")
CONTENT_URL = env_str("CORPU_CONTENT_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = SITE_URL.split("://")[-1].split(":")[0]
CONTENT_HOST = CONTENT_URL.split("://")[-1].split(":")[0]
ALLOWED_HOSTS = [SITE_HOST, CONTENT_HOST, *env_list("CORPU_ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# -- applications ------------------------------------------------------------------

# Kinds of lesson, in the order that authors see: each an app of its own, whose addresses
# stand below lessons/<kind>/.
LESSON_KINDS = [
    "learning.kinds.article",
    "learning.kinds.video",
    "learning.kinds.file",
    "learning.kinds.external_link",
    "learning.kinds.quiz",
    "learning.kinds.assignment",
    "learning.kinds.scorm",
    "learning.kinds.class_event",
    "learning.kinds.survey",
]

INSTALLED_APPS = [
    "corpu.home",
    "learning",
    "learning.finding",
    "learning.questions",
    "learning.paths",
    "learning.evaluation",
    *LESSON_KINDS,
    "learning.credentials",
    "performance",
    "performance.plans",
    "performance.development",
    "performance.careers",
    "performance.professionalism",
    "performance.allowance",
    "performance.recognition",
    "performance.rehearsals",
    "performance.periods",
    "performance.nudges",
    "coaching",
    "corpu.pages",
    "corpu.notices",
    "corpu.agenda",
    "corpu.skills",
    "corpu.ledger",
    "corpu.people",
    "corpu.lib",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_htmx",
    "ninja",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corpu.lib.content_host.ContentHostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corpu.lib.compress.CompressPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "corpu.lib.csp.EditorPolicyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "corpu.lib.null_characters.NullCharactersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "corpu.lib.private_pages.PrivatePagesMiddleware",
    "corpu.people.middleware.ReaderLanguageMiddleware",
    "corpu.people.middleware.SecondStepMiddleware",
    "corpu.lib.refusals.RefusalMiddleware",
    "corpu.lib.api.ApiErrorsMiddleware",
    "learning.editor_scope.EditorScopeMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "corpu.urls"
CONTENT_URLCONF = "corpu.content_urls"
WSGI_APPLICATION = "corpu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "csp.context_processors.nonce",
                "corpu.home.context_processors.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "corpu.lib.templatetags.components",
                "corpu.lib.templatetags.charts",
            ],
        },
    },
]

# -- data --------------------------------------------------------------------------

DATABASES = {
    "default": database_from_url(
        env_secret("DATABASE_URL", f"sqlite:///{VAR_DIR / 'corpu.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_secret("REDIS_URL")
# redis-py and Celery spell a unix socket differently.
_redis = REDIS_URL.replace("redis+socket://", "unix://")
_connect = {} if _redis.startswith("unix:") else {"socket_connect_timeout": 2}
CACHES = {
    "default": {
        "BACKEND": "corpu.lib.patient_cache.PatientRedisCache",
        "LOCATION": _redis,
        "KEY_PREFIX": "corpu",
        "OPTIONS": {"socket_timeout": 2, **_connect},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# -- background work: without a broker the same tasks run in the process -----------

# Where Redis cannot be had, files can carry the messages (one machine, few people).
BROKER_DIR = env_str("CORPU_BROKER_DIR") if not REDIS_URL else ""
CELERY_BROKER_URL = REDIS_URL or ("filesystem://" if BROKER_DIR else "memory://")
CELERY_TASK_ALWAYS_EAGER = not (REDIS_URL or BROKER_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": BROKER_DIR,
        "data_folder_out": BROKER_DIR,
        "control_folder": f"{BROKER_DIR}/control",
        "polling_interval": 0.05,
    }
    if BROKER_DIR
    else {"visibility_timeout": 1800, "socket_connect_timeout": 3, "max_retries": 1}
)
if BROKER_DIR:
    Path(BROKER_DIR, "control").mkdir(parents=True, exist_ok=True)
CELERY_TIMEZONE = "Asia/Jakarta"
# name -> {"task", "schedule" in seconds or a crontab}; each sweep may run twice.
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "corpu.lib.tasks.beat", "schedule": 30.0},
    "send-notices": {"task": "corpu.notices.tasks.send_due_notices", "schedule": 60.0},
    "run-imports": {"task": "corpu.people.tasks.run_waiting_imports", "schedule": 60.0},
    "today": {"task": "corpu.people.tasks.refresh_today", "schedule": 3600.0},
    "recount": {"task": "corpu.ledger.tasks.recount_dirty", "schedule": 60.0},
    "rebuild": {"task": "corpu.ledger.tasks.rebuild", "schedule": 600.0},
    "escalate": {"task": "corpu.home.tasks.escalate_silent", "schedule": 3600.0},
    "standings": {
        "task": "performance.tasks.refresh_standings",
        "schedule": 3600.0,
    },
    "rollups": {"task": "performance.tasks.fold_rollups", "schedule": 60.0},
    "recount-all": {"task": "performance.tasks.sweep_rebuild", "schedule": 60.0},
    "every-rollup": {
        "task": "performance.tasks.fold_everything",
        "schedule": crontab(hour=2, minute=10),
    },
    "prove-standings": {
        "task": "performance.tasks.prove_standings",
        "schedule": crontab(hour=3, minute=10),
    },
    "flags": {"task": "performance.nudges.tasks.watch_flags", "schedule": 3600.0},
    "leaders": {"task": "performance.nudges.tasks.tell_leaders", "schedule": 3600.0},
    "sessions": {"task": "coaching.tasks.sweep_sessions", "schedule": 3600.0},
    "words": {"task": "coaching.tasks.keep_words_sealed", "schedule": 3600.0},
    "meetings": {"task": "coaching.tasks.remind_of_meetings", "schedule": 900.0},
    "pairs": {"task": "coaching.tasks.watch_pairs", "schedule": 21600.0},
    "classes": {"task": "learning.kinds.class_event.tasks.sweep", "schedule": 3600.0},
    "demand": {"task": "learning.tasks.sweep_demand", "schedule": 3600.0},
    "seats": {
        "task": "learning.kinds.class_event.tasks.offer_seats",
        "schedule": 60.0,
    },
    "packages": {
        "task": "learning.kinds.scorm.tasks.prepare_waiting",
        "schedule": 60.0,
    },
    "quizzes": {
        "task": "learning.kinds.quiz.tasks.hand_in_overdue",
        "schedule": 300.0,
    },
    "question-figures": {
        "task": "learning.questions.tasks.recount_figures",
        "schedule": 600.0,
    },
    "closings": {"task": "performance.periods.tasks.sweep_closings", "schedule": 300.0},
    "rehearsals": {
        "task": "performance.rehearsals.tasks.sweep_rehearsals",
        "schedule": 300.0,
    },
    "development-needs": {
        "task": "performance.development.tasks.refresh_all",
        "schedule": 86400.0,
    },
    "plan-lines": {"task": "performance.plans.tasks.propose_lines", "schedule": 3600.0},
    "plans": {"task": "performance.plans.tasks.follow_the_clock", "schedule": 14400.0},
    "reminders": {"task": "learning.tasks.remind_idle", "schedule": 3600.0},
    "agencies": {"task": "learning.tasks.sync_agencies", "schedule": 3600.0},
    "paths": {"task": "learning.paths.tasks.look_again", "schedule": 3600.0},
    "publishing": {"task": "learning.tasks.publish_by_the_clock", "schedule": 300.0},
    "candidates": {"task": "performance.careers.tasks.sweep_lists", "schedule": 60.0},
    "indices": {
        "task": "performance.professionalism.tasks.follow_ledger",
        "schedule": 300.0,
    },
    "indices-anew": {
        "task": "performance.professionalism.tasks.refresh_all",
        "schedule": 86400.0,
    },
    "talent": {
        "task": "performance.careers.tasks.refresh_talent",
        "schedule": 86400.0,
    },
    "allowance": {"task": "performance.allowance.tasks.sweep", "schedule": 60.0},
    "allowance-differences": {
        "task": "performance.allowance.tasks.look_for_differences",
        "schedule": 86400.0,
    },
}
TASKS = {"default": {"BACKEND": "corpu.lib.task_backend.CeleryBackend", "QUEUES": []}}

# -- who calls whom without knowing: dotted paths, loaded and checked at start -----

# Tables on which the database refuses UPDATE and DELETE.
APPEND_ONLY = [
    "people.Decision",
    "ledger.Record",
    "ledger.RecordDay",
    "ledger.Approval",
    "periods.Page",
    "periods.Seal",
    "periods.Addendum",
    "allowance.Seal",
]
# Each is called as follower(person_ids, years) inside the ledger's transaction.
LEDGER_FOLLOWERS = [
    "performance.actions.standings.follow_ledger",
    "learning.credentials.actions.certificates.follow_ledger",
    "performance.periods.actions.addenda.follow",
    "performance.development.actions.realisation.follow_ledger",
]
# Each is called as follower(person_ids, years) for people a standing of whom has turned.
STANDING_FOLLOWERS = ["performance.recognition.actions.certificates.follow_standings"]
AGENDA_FOLLOWERS = ["performance.actions.standings.recount"]
PEOPLE_FOLLOWERS = [
    "performance.actions.standings.recount",
    "performance.plans.actions.leading.follow_people",
    "performance.periods.actions.addenda.follow",
]
# Each is called as follower(person) when a role was given to a person or taken.
GRANT_FOLLOWERS = [
    "learning.actions.providers.sync_person",
    "corpu.people.actions.office.sync_office",
]
# Each is called as follower(delegation) when a queue was handed over.
DELEGATION_FOLLOWERS = ["corpu.notices.actions.delegations.tell_deputy"]
# Each is called as merger(duplicate, keep, by, reason) when two rows are one person.
PERSON_MERGERS = [
    "corpu.ledger.actions.merging.merge_person",
    "learning.credentials.actions.merging.merge_person",
]
# Tables that are counted from facts: a merge does not move their rows, it recounts.
DERIVED = [
    "ledger.Credit",
    "performance.Standing",
    "agenda.Need",
    "credentials.Certificate",
    "careers.Candidate",
    "careers.TalentPlace",
    "professionalism.Index",
]
# Requests that wait for a decision: dotted paths of `corpu.people.queues.Queue`.
DECISION_QUEUES: list[str] = [
    "learning.queues.enrolments",
    "learning.queues.evidence",
    "learning.evaluation.queues.uses",
    "coaching.queues.applications",
    "performance.plans.queues.objections",
    "performance.queues.petitions",
    "performance.careers.queues.checks",
    "performance.development.queues.plans",
    "performance.allowance.queues.objections",
]
# Pending things on a person's own page: dotted paths of card(viewer) -> dict | None
# (see `corpu.home.cards`).
HOME_CARDS: list[str] = [
    "corpu.home.decisions.card",
    "performance.plans.cards.mine",
    "performance.plans.cards.team",
    "performance.plans.cards.office",
    "performance.cards.changes_of_targets",
    "performance.cards.last_days_of_rules",
    "coaching.cards.to_confirm",
    "learning.cards.evidence_to_mend",
    "performance.development.cards.plan_to_sign",
    "learning.cards.continue_learning",
    "learning.evaluation.cards.is_it_used",
    "learning.paths.cards.milestones_to_read",
    "performance.recognition.cards.received",
]
# Loose ends to be tied before a year is closed: dotted paths of a `Check`
# (see `corpu.lib.checklists`).
CLOSING_CHECKS: list[str] = [
    "performance.periods.checks.dirty_years",
    "performance.periods.checks.without_standing",
    "learning.closing_checks.enrolments",
    "learning.closing_checks.evidence",
    "coaching.closing_checks.sessions",
    "performance.periods.checks.jp_to_approve",
]
# Sections that apps add to pages of others: page -> dotted paths of
# part(subject, viewer) -> dict | None (see `corpu.lib.page_parts`).
PAGE_PARTS: dict[str, list[str]] = {
    "home.unit": ["performance.plans.page_parts.of_unit"],
    "home.person": ["performance.recognition.cards.of_person"],
    "performance.standing": ["performance.periods.page_parts.frozen"],
    "performance.standing.gap": ["performance.nudges.page_parts.of_standing"],
    "performance.target": ["performance.rehearsals.page_parts.of_target"],
    "ledger.rate": ["performance.rehearsals.page_parts.of_rate"],
    "learning.finished": ["learning.evaluation.page_parts.after_course"],
    "learning.course": ["learning.evaluation.page_parts.of_course"],
    "learning.participants": ["learning.evaluation.page_parts.of_participants"],
}
# Each is called as guard(draft, by, reason) before a draft is published, and may refuse.
PUBLISH_GUARDS: list[str] = [
    "performance.rehearsals.actions.guards.reason_without_rehearsal"
]
# The key that seals frozen years: 32 random bytes as base64, kept outside the database.
# Without one nothing can be closed; development has a key that everybody knows.
SEAL_KEY = env_secret(
    "CORPU_SEAL_KEY", "" if PRODUCTION else "ZGV2ZWxvcG1lbnQtb25seS1zZWFsLWtleS0zMmJ5dGU="
)
# Public halves of keys used before, so that old seals can still be checked.
SEAL_OLD_KEYS = env_list("CORPU_SEAL_OLD_KEYS")
# Keys that wrap the keys of coaching notes, kept outside the database: 32 random bytes as
# base64 each. The first one wraps, the others open what they wrapped before.
NOTES_KEYS = [
    key.strip()
    for key in env_secret(
        "CORPU_NOTES_KEYS", "" if PRODUCTION else local_secret(VAR_DIR / "notes.key")
    ).split(",")
    if key.strip()
]
# Notes of an engagement that ended so many days ago are deleted, with their key.
NOTES_KEEP_DAYS = env_int("CORPU_NOTES_KEEP_DAYS", 365)
# A session without the coachee's word: reminded after so many days, lapsed after so many.
SESSION_REMIND_DAYS = env_int("CORPU_SESSION_REMIND_DAYS", 3)
SESSION_LAPSE_DAYS = env_int("CORPU_SESSION_LAPSE_DAYS", 14)
# Each is called as follower(record) when a course is completed, in the same transaction.
COURSE_FOLLOWERS = [
    "learning.credentials.actions.certificates.issue_for",
    "learning.actions.demand_cards.close_for",
    "learning.paths.actions.memberships.follow_course",
]
# (pdf, certificate) -> signed pdf: where an electronic signature (BSrE) is to be had.
CERTIFICATE_SIGNER = env_str("CORPU_CERTIFICATE_SIGNER")
# Kinds of bulk file: name -> a class with `columns`, `preview_row`, `apply_row`.
IMPORT_KINDS = {
    "people": "corpu.people.imports.PeopleImport",
    "records": "corpu.ledger.imports.RecordsImport",
    "education": "corpu.people.imports.education.EducationImport",
    "potential": "performance.careers.imports.PotentialImport",
    "professionalism": "performance.professionalism.imports.DimensionsImport",
    "standards": "corpu.skills.imports.StandardsImport",
    "assessments": "corpu.skills.imports.AssessmentsImport",
    "attendance": "performance.allowance.imports.AttendanceImport",
    "class_results": "learning.kinds.class_event.results.ResultsImport",
}

# -- people and sign-in ------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"  # leads on to her own first page
ACCOUNT_LOGOUT_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "corpu.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {"login": "corpu.people.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Corpu"
USERSESSIONS_TRACK_ACTIVITY = True
# Roles that must sign in by two steps: hr, auditor, leader, author, reviewer, ...
REQUIRE_MFA_ROLES = env_list("CORPU_REQUIRE_MFA")

# -- language, time, numbers -------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
# Not everywhere: years and keys in addresses are numbers too; `jp_number` groups.
USE_THOUSAND_SEPARATOR = False

# -- files -------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env_str("CORPU_STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "corpu" / "assets",
    ("guides", BASE_DIR / "docs" / "images"),  # pictures of the help pages
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "corpu.lib.vendor_files.VendorFinder",
    "corpu.lib.stylesheet.StylesheetFinder",
]
# npm package -> the files of it that are served, as vendor/<package>/<file>.
VENDOR_DIR = BASE_DIR / "node_modules"
VENDOR_FILES = {
    "scorm-again": ["dist/scorm12.min.js", "dist/scorm2004.min.js"],
}
MEDIA_ROOT = Path(env_str("CORPU_MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
# What is served only after a check of who asks: packages, evidence, imports.
PRIVATE_ROOT = Path(env_str("CORPU_PRIVATE_ROOT", str(VAR_DIR / "private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "corpu.lib.vendor_files.ManifestStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
MAX_EVIDENCE_BYTES = env_int("CORPU_MAX_EVIDENCE_MB", 10) * 1_000_000
MAX_IMPORT_BYTES = env_int("CORPU_MAX_IMPORT_MB", 20) * 1_000_000
MAX_PACKAGE_BYTES = env_int("CORPU_MAX_PACKAGE_MB", 200) * 1_000_000

# -- the editor --------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Corpu"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_FINISH_WORKFLOW_ACTION = "learning.actions.approving.publish_approved"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 0  # it runs into what is submitted or approved meanwhile
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/cms/login/"  # which leads on to the door of the house
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "csv",
    "txt",
    "odt",
    "zip",
    "mp4",
    "webm",
    "vtt",
]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}

# -- safety ------------------------------------------------------------------------

SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "corpu_session"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env_bool("CORPU_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Attempts to sign in are counted for each address: the one that the proxy names.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    # Wagtail's editor needs inline scripts; it gets a policy of its own (corpu.lib.csp).
    "EXCLUDE_URL_PREFIXES": ["/api/v1/docs"],
    "DIRECTIVES": {
        "default-src": [_SELF],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "media-src": [_SELF, "https:"],
        "connect-src": [_SELF],
        "frame-src": [_SELF, CONTENT_URL, "https://www.youtube-nocookie.com"],
        "frame-ancestors": [_SELF],
        "form-action": [_SELF],
        "base-uri": [_SELF],
        "object-src": ["'none'"],
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS of sibling hosts is for their owners to decide
    "security.W021",  # and so is the browsers' preload list
    "security.W008",  # the proxy redirects to https (docs/operator.md)
    "security.W019",  # SAMEORIGIN: the editor's preview is a frame of the same site
    "models.W040",  # SQLite keeps covering indexes without what they cover
]

# -- mail --------------------------------------------------------------------------

EMAIL_BACKEND = env_str(
    "CORPU_EMAIL_BACKEND",
    "django.core.mail.backends.console.EmailBackend"
    if not PRODUCTION
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env_str("CORPU_EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("CORPU_EMAIL_PORT", 25)
EMAIL_HOST_USER = env_str("CORPU_EMAIL_USER")
EMAIL_HOST_PASSWORD = env_secret("CORPU_EMAIL_PASSWORD")
EMAIL_USE_TLS = env_bool("CORPU_EMAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_str("CORPU_EMAIL_FROM", "Corpu <corpu@example.go.id>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- logs: one line of JSON each, NIPs masked --------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "corpu.lib.masking.MaskNips"}},
    "formatters": {
        "json": {"()": "corpu.lib.masking.JsonLines"},
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["mask"],
            "formatter": "json" if PRODUCTION else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": env_str("CORPU_LOG_LEVEL", "INFO")},
    "loggers": {
        # Without handlers of its own: Django's would write and mail NIPs as they are.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
        "corpu.demo": {"level": "INFO"},
    },
}
