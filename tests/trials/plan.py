"""Which payloads go where next: every pair of a text field and a payload until it was refused or seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from random import Random

from tests.trials.fields import Slot
from tests.trials.payloads import LEADING, PAYLOADS

Pair = tuple[str, int]
"""A field's name and a payload's number."""

Chosen = dict[Slot, tuple[int, ...]]
"""The payloads that stand in each slot, one after the other."""


MOST_TRIES = 4
"""So often a payload is built in one place; a form in which it is not found then never will show it."""


class Plan:
    """What has become of every pair, and which pairs are to be tried next.

    A slot is a place in the site's files; `rooms` says how many letters a field has room for, 0 where it
    takes one payload at a time. Of a slot that was filled and is found nowhere in what was built, nothing
    more is hoped. A payload that may be why several were refused together is tried again alone.
    """

    def __init__(
        self,
        slots: Iterable[Slot],
        payloads: Mapping[str, Iterable[int]],
        rooms: Mapping[str, int],
        chance: Random,
    ):
        self.slots: dict[str, list[Slot]] = defaultdict(list)
        for slot in slots:
            self.slots[slot.field].append(slot)
        self.payloads = {name: list(some) for name, some in payloads.items()}
        for order in (*self.slots.values(), *self.payloads.values()):
            chance.shuffle(order)
        self._rooms, self._alone = rooms, set()
        self.refusals: dict[Pair, dict[str | None, str]] = defaultdict(dict)
        self.seen: dict[Pair, set[str]] = defaultdict(set)
        self.carried: dict[Slot, set[str]] = {}
        self._tries: Counter[tuple[Slot, int]] = Counter()

    # --- what to try ---

    def next_words(self) -> Chosen:
        """Payloads for each slot that can still tell something; no pair stands twice."""
        chosen: Chosen = {}
        for name, slots in self.slots.items():
            open_ = self.unsettled(name)
            for slot in sorted(slots, key=lambda slot: slot not in self.carried):
                pack = self._pack(slot, open_) if open_ else ()
                if pack:
                    chosen[slot] = pack
                    open_ = [number for number in open_ if number not in pack]
        return chosen

    def another(self, slot: Slot, chosen: Chosen) -> tuple[int, ...]:
        """What to try in a slot after a refusal."""
        taken = {number for other, pack in chosen.items() if other.field == slot.field for number in pack}
        return self._pack(slot, [number for number in self.unsettled(slot.field) if number not in taken])

    def _pack(self, slot: Slot, open_: list[int]) -> tuple[int, ...]:
        """One payload, and behind it as many more as need not stand first and find room."""
        fitting = [number for number in open_ if self._fits(slot, number)]
        if not fitting:
            return ()
        first = next((number for number in fitting if self._leads(slot, number)), fitting[0])
        pack, room = [first], self._rooms[slot.field] - len(PAYLOADS[first])
        if (slot.field, first) not in self._alone:
            for number in fitting:
                needed = len(PAYLOADS[number]) + 20
                if number != first and not self._leads(slot, number) and needed <= room:
                    pack.append(number)
                    room -= needed
        return tuple(pack)

    def _leads(self, slot: Slot, number: int) -> bool:
        return number in LEADING or (slot.field, number) in self._alone

    def _fits(self, slot: Slot, number: int) -> bool:
        pair = (slot.field, number)
        if slot.lang in self.refusals.get(pair, ()) or self._tries[slot, number] >= MOST_TRIES:
            return False
        return slot not in self.carried or bool(self.carried[slot] - self.seen.get(pair, set()))

    # --- what became of it ---

    def refuse(self, slot: Slot, number: int, rule: str) -> None:
        self.refusals[slot.field, number][slot.lang] = rule

    def suspect(self, slot: Slot, number: int) -> None:
        self._alone.add((slot.field, number))

    def found(self, slot: Slot, number: int, forms: set[str]) -> None:
        """In which forms of the site a payload of a slot was found."""
        self._tries[slot, number] += 1
        self.carried.setdefault(slot, set()).update(forms)
        self.seen[slot.field, number] |= forms

    def carriers(self, name: str) -> set[str]:
        """The forms that were seen to carry a field."""
        return set().union(*(self.carried.get(slot, ()) for slot in self.slots[name]))

    def is_refused(self, pair: Pair) -> bool:
        """Whether no language is left in which the check would take it and a page would show it."""
        languages = {slot.lang for slot in self.slots[pair[0]] if self.carried.get(slot) != set()}
        return bool(self.refusals.get(pair)) and languages <= self.refusals[pair].keys()

    def is_seen(self, pair: Pair) -> bool:
        """Whether each form that carries the field was seen to hold the payload."""
        carriers = self.carriers(pair[0])
        return bool(carriers) and carriers <= self.seen.get(pair, set())

    def unsettled(self, name: str) -> list[int]:
        return [
            number
            for number in self.payloads[name]
            if not (self.is_refused((name, number)) or self.is_seen((name, number)))
        ]
