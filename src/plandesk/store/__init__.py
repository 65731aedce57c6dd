"""The data file: the only package that runs SQL, and the one that reads what ships with plandesk."""

from plandesk.store.later import load_later

# sqlite_utils imports it to convert texts into days, which no data file of ours asks of it
load_later("dateutil.parser")
