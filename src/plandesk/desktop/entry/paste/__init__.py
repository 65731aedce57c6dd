"""Pasting a block from Excel or WPS: worked out and looked at before anything is written."""
