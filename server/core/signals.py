"""Signals: the only way a room speaks to rooms on its right.

Each is named here, with what it carries.
"""

from blinker import Namespace

_signals = Namespace()

#: sender: the Workspace; leads: changed LeadStates, before they are written. Intake answers for the `stale` ones.
leads_changing = _signals.signal("leads-changing")
#: sender: the Workspace; leads: list of LeadState, after the commit. Wakes waiting devices and the worker.
leads_committed = _signals.signal("leads-committed")
#: sender: the connection; sha256, user_id: this person's phone has sent a picture or memo, and it is in the store.
blob_stored = _signals.signal("blob-stored")
#: sender: the connection; sha256, actor: may this person have these bytes? Rooms that hold blobs answer.
blob_asked = _signals.signal("blob-asked")
#: sender: the Workspace; lead, level, action, to: work left undone climbed a rung; `to` is who is told, if anybody.
#: Inside the transaction: whoever sends word of it queues that as a job.
escalated = _signals.signal("escalated")
#: sender: the connection; emails, phones: of a prospect, normalised. Rooms that find leads by second addresses and
#: numbers answer with the ids of those that have one of them.
contact_shared = _signals.signal("contact-shared")
#: sender: the connection; user_id: teams, shows or roles of a person changed, so what she may see did too.
access_changed = _signals.signal("access-changed")
#: sender: the connection; admin_id, show: the organisation was set up. The shows room opens its first show.
house_founded = _signals.signal("house-founded")
