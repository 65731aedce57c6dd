"""The papers beside the annual report, each as a pure model: warnings, sheets to the units, responsibility, forms…"""
