"""The 采集上报 page of a city's file: the counties' submissions, their totals, the receipts."""
