"""Each example is proven from its document, and its node answers what a person has worked out."""

from typing import Final

import pytest

from tests.examples.command import EXAMPLES, Omninode

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
        pytest.param("hotel_invoice", HOTEL, id="hotel invoice"),
        pytest.param("loan_eligibility", LOAN, id="loan eligibility"),
        pytest.param("parcel_locker", PARCEL, id="parcel locker"),
        pytest.param("trip_booking", TRIP, id="trip booking"),
    ],
)
def test_a_document_becomes_a_node_that_answers(name: str, answer: str, omninode: Omninode) -> None:
    made = omninode("generate", "--local", "--min-coverage", "1", "--prd", f"{EXAMPLES / name}.md")
    assert made.returncode == 0, made.stderr

    [node] = (omninode.folder / "generated").glob(f"node_{name}_*")
    told = omninode("run", str(node), "--input", f"{EXAMPLES / name}_request.json")

    assert (told.returncode, told.stdout.strip()) == (0, answer)
