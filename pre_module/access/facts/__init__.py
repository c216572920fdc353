"""The facts that open and close access: each says which grants are due, and settles them in its own transaction.

| file | ground | the fact |
| --- | --- | --- |
| `coordinators.py` | Coordinator's Structure | a line « coordinators » of a structure |
| `referents.py` | Referent Contract | a charge of a parcours, or the first steps, under a contract in force |
| `referrals.py` | Own Referral | a referral one made |
| `meetings.py` | Meeting Agenda | a situation on the agenda of a team meeting one is a member of |
| `sharing.py` | Sharing Agreement | a consent of every holder of authority that names one's institution |
| `emergencies.py` | Emergency | a reason typed |
| `accounts.py` | all | an account closed or opened, a role given or taken, a person of a partner |
| `structures.py` | all | a structure that carries no programme any more |
| `moves.py` | all | a child that goes to another structure |

Settling twice changes nothing, and settling late opens nothing for the past: the register tells what was possible.
"""
