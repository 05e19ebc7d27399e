"""Each example is proven from its document, and its node answers what a person has worked out."""

from collections.abc import Mapping
from typing import Final

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode

CHARITY: Final = (
    '{"articles":[{"label":"C3","seller":"Eve","price":"4.50","donation":"0"},{"label":"B2",'
    '"seller":"Ida","price":"4.50","donation":"0.9"},{"label":"A1","seller":"Tom",'
    '"price":"0.80","donation":"0.8"},{"label":"A7","seller":"Tom","price":"12.00",'
    '"donation":"3"}],"total_price":"21.80","article_count":2,"all_article_count":4,'
    '"article_groups":[{"seller":"Eve","count":1,"members":[{"label":"C3","seller":"Eve",'
    '"price":"4.50","donation":"0"}]},{"seller":"Ida","count":1,"members":[{"label":"B2",'
    '"seller":"Ida","price":"4.50","donation":"0.9"}]},{"seller":"Tom","count":2,'
    '"members":[{"label":"A1","seller":"Tom","price":"0.80","donation":"0.8"},{"label":"A7",'
    '"seller":"Tom","price":"12.00","donation":"3"}]}],"top_articles":[{"label":"A7",'
    '"seller":"Tom","price":"12.00","donation":"3","rank":1},{"label":"C3","seller":"Eve",'
    '"price":"4.50","donation":"0","rank":2},{"label":"B2","seller":"Ida","price":"4.50",'
    '"donation":"0.9","rank":2}],"computed_articles":[{"label":"C3","seller":"Eve",'
    '"price":"4.50","donation":"0","rest":"4.5"},{"label":"B2","seller":"Ida","price":"4.50",'
    '"donation":"0.9","rest":"3.6"},{"label":"A1","seller":"Tom","price":"0.80",'
    '"donation":"0.8","rest":"0"},{"label":"A7","seller":"Tom","price":"12.00","donation":"3",'
    '"rest":"9"}]}'
)
HIVE: Final = (
    '{"weights_count":8,"weights_sum":"356.5","weights_minimum":"38","weights_maximum":"80",'
    '"weights_mean":"44.5625","weights_median":"39.75","weights_variance":"180.27734375",'
    '"outlier_weights":["80"],"usual_weights":["41","40.5","40","39.5","39","38.5","38"],'
    '"weights_outlier_count":1,"weights_slope":"0.07738095238095238095238095238",'
    '"weights_trend":"rising","battery_percentage_class":"full","battery_percentage":"80",'
    '"days_from_harvest_to_feeding":9,"pound":"27.55778277311",'
    '"inspection_dates":["2024-02-26","2024-03-06","2024-03-15"]}'
)
HOTEL: Final = (
    '{"nights":7,"room_gross":"544.39","long_stay_discount":"54.44","voucher_discount":"27.22",'
    '"room_net":"462.73","guests":['
    '{"name":"Olaf","born":"2006-02-26","business":false,"age":18,"city_tax":"24.50"},'
    '{"name":" kim","born":"2006-02-27","business":false,"age":17,"city_tax":"0.00"},'
    '{"name":"Ann","born":"1950-12-31","business":true,"age":73,"city_tax":"0.00"}],'
    '"city_tax":"24.50","extras":['
    '{"name":"Tea","price":"2.35","quantity":3,"kind":"drink","amount":"7.05"},'
    '{"name":"Soup","price":"6.66","quantity":1,"kind":"food","amount":"6.66"}],'
    '"extras_total":"13.71","vat":"34.20","total":"535.14","heading":"ANN & KIM & OLAF",'
    '"warnings":[]}'
)
LOAN: Final = (
    '{"household_income":"2333.33","burden":"412.35","instalment":"327.78","ratio":"0.3172",'
    '"points":50,"grade":"C","decision":"manual_review",'
    '"reasons":["overdue debts","no permanent job"],"worst_debts":['
    '{"creditor":"shop","monthly":"400.00","overdue_days":9},'
    '{"creditor":"bank","monthly":"12.35","overdue_days":2}],'
    '"contact":"a.brown@example.org","warnings":[]}'
)
PARCEL: Final = (
    '{"state":{"state":"closed","code":null,"reminders":0,"earned":"2.50","aggregates":{"metrics":{'
    '"pickups":[{"size":"large","window_start":"2026-03-01T00:00:00Z","count":1},'
    '{"size":"large","window_start":"2026-03-02T00:00:00Z","count":1}],'
    '"late_fees":[{"size":"large","total":"2.5","count":2}],'
    '"usual_days":[{"values":[2,4],"counts":[1,1],"rounded":false}]},"seen":{"deposit":['
    '{"event":"deposit","parcel":"0d3ad7a8-5c0e-4d06-8bd9-5e8f5f7f3a01","code":"1234",'
    '"weight_kg":"30"},'
    '{"event":"deposit","parcel":"0d3ad7a8-5c0e-4d06-8bd9-5e8f5f7f3a02","code":"77777",'
    '"weight_kg":"1"}]}}},'
    '"rejected":[{"index":0,"event":"deposit","reason":"guard"},'
    '{"index":4,"event":"reminder","reason":"invalid:reminders"},'
    '{"index":6,"event":"deposit","reason":"duplicate"},'
    '{"index":10,"event":"open","reason":"unknown_event"}],'
    '"intents":[{"intent":"tell_customer","payload":'
    '{"parcel":"0d3ad7a8-5c0e-4d06-8bd9-5e8f5f7f3a01","code":"1234"}},'
    '{"intent":"remind_customer","payload":{"reminders":1}},'
    '{"intent":"remind_customer","payload":{"reminders":2}},'
    '{"intent":"tell_customer","payload":'
    '{"parcel":"0d3ad7a8-5c0e-4d06-8bd9-5e8f5f7f3a02","code":"77777"}},'
    '{"intent":"send_invoice","payload":{"earned":"2.50"}}],'
    '"aggregates":{"pickups":[{"size":"large","window_start":"2026-03-01T00:00:00Z","value":1},'
    '{"size":"large","window_start":"2026-03-02T00:00:00Z","value":1}],'
    '"late_fees":[{"size":"large","value":"2.50"}],"usual_days":[{"value":2}]}}'
)
TRIP: Final = (
    '{"status":"running","start":[{"step":"flight","uses":"airline","attempt":2,"delay_ms":2000,'
    '"timeout_ms":30000,"input":{"input":{"traveller":"a.brown@example.org","nights":1,'
    '"budget":"300.00","wants_car":true},"outputs":{"quote":{"price":"310.50","overnight":false},'
    '"approval":null}}}],"compensate":[]}'
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        pytest.param("charity_sale", CHARITY, id="charity sale, in prose"),
        pytest.param("hive_scale", HIVE, id="hive scale, in prose"),
        pytest.param("hotel_invoice", HOTEL, id="hotel invoice"),
        pytest.param("loan_eligibility", LOAN, id="loan eligibility"),
        pytest.param("parcel_locker", PARCEL, id="parcel locker"),
        pytest.param("trip_booking", TRIP, id="trip booking"),
    ],
)
def test_a_document_becomes_a_node_that_answers(
    name: str, answer: str, omninode: Omninode, examples: Mapping[str, Example]
) -> None:
    node = examples[name].node()
    told = omninode("run", node, "--input", f"{EXAMPLES / name}_request.json")

    assert (told.returncode, told.stdout.strip()) == (0, answer)
