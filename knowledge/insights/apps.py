from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "knowledge.insights"
    label = "insights"
