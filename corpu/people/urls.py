from django.urls import path

from corpu.people.views import (
    account,
    activation,
    appointments,
    imports,
    log,
    merging,
    people,
    person_acts,
    roles,
    units,
)

app_name = "people"

person_urls = [
    path("", people.people, name="people"),
    path("new/", person_acts.new_person, name="person_new"),
    path("new-staff/", person_acts.new_staff, name="staff_new"),
    path("suggest/", account.suggest, name="suggest"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/edit/", person_acts.edit, name="person_edit"),
    path("<int:pk>/nip/", person_acts.change_nip, name="person_nip"),
    path("<int:pk>/leave/", person_acts.leave, name="person_leave"),
    path("<int:pk>/return/", person_acts.bring_back, name="person_return"),
    path("<int:pk>/merge/", merging.merge, name="person_merge"),
    path("<int:pk>/mail/", person_acts.sign_in_mail, name="sign_in_mail"),
    path("<int:pk>/code/", activation.issue_for_person, name="activation_issue"),
    path("<int:pk>/appointments/new/", appointments.new, name="appointment_new"),
    path("<int:pk>/absences/new/", appointments.new_absence, name="absence_new"),
    path("<int:pk>/roles/new/", roles.new, name="person_role_new"),
    path("appointments/<int:pk>/", appointments.correct, name="appointment_correct"),
    path("appointments/<int:pk>/end/", appointments.end, name="appointment_end"),
    path("appointments/<int:pk>/remove/", appointments.remove, name="appointment_remove"),
    path("absences/<int:pk>/", appointments.edit_absence, name="absence_edit"),
    path("absences/<int:pk>/remove/", appointments.remove_absence, name="absence_remove"),
]
unit_urls = [
    path("units/", units.units, name="units"),
    path("units/new/", units.new, name="unit_new"),
    path("units/<int:pk>/rename/", units.rename, name="unit_rename"),
    path("units/<int:pk>/move/", units.move, name="unit_move"),
    path("units/<int:pk>/close/", units.close, name="unit_close"),
    path("units/<int:pk>/reopen/", units.reopen, name="unit_reopen"),
]
role_urls = [
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new, name="role_new"),
    path("roles/<int:pk>/end/", roles.end, name="role_end"),
]
import_urls = [
    path("imports/", imports.imports, name="imports"),
    path("imports/template/<slug:kind>/", imports.template, name="import_template"),
    path("imports/<uuid:public_id>/", imports.run, name="import_run"),
    path("imports/<uuid:public_id>/progress/", imports.progress, name="import_progress"),
    path("imports/<uuid:public_id>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<uuid:public_id>/cancel/", imports.cancel, name="import_cancel"),
    path(
        "imports/<uuid:public_id>/refusals.<slug:kind>",
        imports.refusals,
        name="import_refusals",
    ),
]
account_urls = [
    path("activation/", activation.codes, name="activation"),
    path("activation/unit/", activation.issue_for_unit, name="activation_unit"),
    path("activate/", activation.activate, name="activate"),
    path("settings/", account.account, name="settings"),
    path("delegation/", account.delegation, name="delegation"),
    path("delegation/<int:pk>/end/", account.take_back, name="delegation_end"),
    path("decisions/", log.log, name="decision_log"),
    path("decisions/table.<slug:kind>", log.export, name="decision_table"),
]

urlpatterns = [*person_urls, *unit_urls, *role_urls, *import_urls, *account_urls]
