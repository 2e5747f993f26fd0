# SPDX-License-Identifier: Apache-2.0
"""Reads a calendar (RFC 5545) from its input by two parsers that others wrote, libical and
icalendar, refuses what either finds wrong or they read differently, and prints its events as
JSON."""
import ctypes
import json
import sys

import icalendar

NAMES = ["UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS"]
TEXTS = ["SUMMARY", "DESCRIPTION", "UID"]
VEVENT, ANY = 4, 0  # ICAL_VEVENT_COMPONENT, ICAL_ANY_PROPERTY

ical = ctypes.CDLL("libical.so.3")
for name, gives, takes in [
    ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
    ("icalcomponent_count_errors", ctypes.c_int, [ctypes.c_void_p]),
    ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_get_first_property", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_get_next_property", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalproperty_get_property_name", ctypes.c_char_p, [ctypes.c_void_p]),
    ("icalproperty_get_value", ctypes.c_void_p, [ctypes.c_void_p]),
    ("icalproperty_get_value_as_string", ctypes.c_char_p, [ctypes.c_void_p]),
    ("icalvalue_get_text", ctypes.c_char_p, [ctypes.c_void_p]),
]:
    function = getattr(ical, name)
    function.restype, function.argtypes = gives, takes


def walk(first, following, of, kind):
    at = first(of, kind)
    while at:
        yield at
        at = following(of, kind)


def by_libical(data):
    root = ical.icalparser_parse_string(data)
    assert root and ical.icalcomponent_count_errors(root) == 0, "libical finds errors"
    events = []
    components = (ical.icalcomponent_get_first_component, ical.icalcomponent_get_next_component)
    properties = (ical.icalcomponent_get_first_property, ical.icalcomponent_get_next_property)
    for event in walk(*components, root, VEVENT):
        found = {}
        for each in walk(*properties, event, ANY):
            name = ical.icalproperty_get_property_name(each).decode()
            assert not name.startswith("X-LIC"), "libical has dropped a value"
            value = ical.icalproperty_get_value_as_string(each)
            if name in TEXTS:
                value = ical.icalvalue_get_text(ical.icalproperty_get_value(each))
            if name in NAMES:
                found[name] = value.decode()
        events.append(found)
    return events


def by_icalendar(data):
    events = []
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event["DTSTAMP"] and not event.errors, "icalendar finds errors"
        found = {}
        for name in NAMES:
            if name in event:
                value = event[name]
                coded = name in ("DTSTART", "DTEND")
                found[name] = value.to_ical().decode() if coded else str(value)
        events.append(found)
    return events


bytes_in = sys.stdin.buffer.read()
one, other = by_libical(bytes_in), by_icalendar(bytes_in)
assert one == other, f"they read it differently:\n{one}\n{other}"
print(json.dumps(one))
