"""Fits with lifetimes whenever asked by a line; answers with milliseconds and the likelihood of the purchases.

python beside.py FILE.csv  (pip install lifetimes)
"""
import sys
import time

import pandas
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

rows = pandas.read_csv(sys.argv[1])
buyers = summary_data_from_transaction_data(
    rows, "customer", "date", "amount", observation_period_end=rows["date"].max(), freq="D", freq_multiplier=7)
payers = buyers[(buyers["frequency"] > 0) & (buyers["monetary_value"] > 0)]
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    purchases = BetaGeoFitter().fit(buyers["frequency"], buyers["recency"], buyers["T"])
    middle = time.perf_counter()
    GammaGammaFitter().fit(payers["frequency"], payers["monetary_value"])
    end = time.perf_counter()
    p = purchases.params_
    print(1e3 * (middle - start), 1e3 * (end - middle), p["r"], p["alpha"], p["a"], p["b"], flush=True)
