from django.urls import path

from knowledge.insights.views import (
    costs,
    download,
    measures,
    overview,
    returns,
    rows,
    survey,
    targets,
)

app_name = "insights"

urlpatterns = [
    path("insights/", overview.overview, name="overview"),
    path("insights/report/", overview.report, name="report"),
    path("insights/figures.csv", download.download, name="download"),
    path("insights/definitions/", measures.definitions, name="definitions"),
    path("insights/months/<slug:slug>/", measures.measure, name="measure"),
    path("insights/months/<slug:slug>/target/", targets.target, name="target"),
    path("insights/months/<slug:slug>/target/drop/", targets.drop, name="target-drop"),
    path("insights/months/<slug:slug>/rows/", rows.rows, name="rows"),
    path("insights/returns/", returns.returns, name="returns"),
    path("insights/returns/report/", returns.report, name="return-report"),
    path("insights/returns/<int:return_id>/withdraw/", returns.withdraw, name="return-withdraw"),
    path("insights/costs/", costs.costs, name="costs"),
    path("insights/costs/contact/", costs.enter_contact, name="contact-cost"),
    path("insights/costs/contact/<int:cost_id>/", costs.remove_contact, name="contact-cost-remove"),
    path("insights/costs/running/", costs.enter_running, name="running-cost"),
    path(
        "insights/costs/running/<int:running_id>/",
        costs.remove_running,
        name="running-cost-remove",
    ),
    path("survey/<str:document>/", survey.survey, name="survey"),
    path("survey/<str:document>/answer/", survey.answer, name="survey-answer"),
]
