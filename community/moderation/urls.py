from django.urls import path

from community.moderation.views import deciding, reporting

app_name = "moderation"

urlpatterns = [
    path("report/", reporting.form, name="report"),
    path("report/send/", reporting.send, name="report-send"),
    path("report/receipt/<str:token>/", reporting.receipt, name="receipt"),
    path("moderation/reports/", deciding.reports, name="reports"),
    path("moderation/reports/<int:report_id>/", deciding.report, name="report-decide"),
    path("moderation/reports/<int:report_id>/actions/uphold", deciding.uphold, name="uphold"),
    path("moderation/reports/<int:report_id>/actions/dismiss", deciding.dismiss, name="dismiss"),
]
