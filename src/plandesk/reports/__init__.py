"""Printed reports: the only package that knows reportlab."""
