#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a million participants need, from the newest results: the tables of million.md.

Called by `bench/run report`. Every figure is a median of results/<date>-<name>.txt or stands below
as an assumption; the arithmetic is this file.
"""

# The hour of `bytes` is one of 500 people. What grows with the people is scaled, what a room sees
# is not: a room of any size is sent the same messages, and sums at most as often.
PEOPLE = 1_000_000
HOUR_PEOPLE, HOUR_CHATS, HOUR_QUESTIONS, HOUR_VOTES, HOUR_UPVOTES = 500, 600, 80, 3200, 3000
POLLS, VOTING = 8, 0.8        # in one room; the share of people who vote
INSTANCE_PEOPLE = 20_000      # limits.connections as it comes
ROOMS = 200                   # of 5,000
JOIN_SECONDS = 600            # all come in the ten minutes before the beginning
HEADER_BYTES = 66             # Ethernet, IPv4, TCP with timestamps; a push is one segment
LOOK_SECONDS = 5              # LOOK_MS of server/hub/live.c
ROOM_INSTANCES = 2            # where the people of a room are, if a proxy keeps them together


class Figures:
    """The measured figures, each with the result it comes from."""

    def __init__(self, results):
        self.results, self.rows = results, []

    def take(self, name, key, **where):
        value = self.results[name].median(key, **where)
        if value is None:
            raise KeyError(f'{name}: {key} {where}')
        return value

    def note(self, text, value, name):
        self.rows.append((text, value, f'[{name}](results/{self.results[name].file})'))


def us_per_command(figures, instances):
    """CPU of (Muster, Redis, PostgreSQL) for each command in its own commit, silence taken off."""
    sums = []
    config = dict(scenario='commands', config=instances)
    commands = figures.take('cluster', 'commands', part='commands', **config)
    busy = figures.take('cluster', 'seconds', part='commands', **config)
    still = figures.take('cluster', 'seconds', part='silence', **config)
    for scenario, key in (('commands', 'cpu_ms'), ('stores', 'redis_ms'),
                          ('stores', 'postgres_ms')):
        where = dict(scenario=scenario, config=instances)
        ms = (figures.take('cluster', key, part='commands', **where)
              - figures.take('cluster', key, part='silence', **where) * busy / still)
        sums.append(ms * 1000 / commands)
    return sums


def wal_bytes(figures):
    """Bytes of PostgreSQL's log for each command in its own commit, three instances."""
    ends = [figures.take('cluster', 'wal', scenario='counters', config=3, part='commands',
                         when=when) for when in ('start', 'end')]
    return (ends[1] - ends[0]) / figures.take('cluster', 'commands', scenario='commands', config=3,
                                              part='commands')


def gather(results):
    figures = Figures(results)
    hour = {kind: figures.take('bytes', 'total', **{'class': kind}) for kind in ('full', 'packed')}
    pushes = {kind: figures.take('bytes', 'times', type='frame headers', **{'class': kind})
              for kind in hour}
    chat = figures.take('bytes', 'bytes', type='chat.post', **{'class': 'full'}) / HOUR_CHATS
    delivery = figures.take('cluster', 'delivery_ns', scenario='fanout', config=3)
    joins = dict(scenario='join', target='muster', present='all')
    one, three = us_per_command(figures, 1), us_per_command(figures, 3)
    measured = {
        'hour': hour, 'pushes': pushes, 'chat': chat, 'delivery': delivery,
        'join': figures.take('join', 'join_ns', **joins),
        'view': figures.take('join', 'view_bytes', **joins),
        'near': figures.take('memory', 'rss_bytes', part='joined'),
        'far': figures.take('cluster', 'far_bytes', config='far', part='joined'),
        'votes': figures.take('cluster', 'votes_per_s', scenario='votes', config=3),
        'command': one, 'more': [max(0, (c - a) / 2) for a, c in zip(one, three)],
        'wal': wal_bytes(figures),
        'hop': figures.take('cluster', 'added_p50_ms', scenario='hop', config=3),
    }
    for kind, word in (('full', 'full'), ('packed', 'lean')):
        figures.note(f'an hour of a {word} participant', f'{hour[kind]:,.0f} bytes in '
                     f'{pushes[kind]:,.0f} pushes', 'bytes')
    figures.note('a chat message, to one', f'{chat:,.0f} bytes', 'bytes')
    figures.note('a delivery, 3 instances', f'{delivery:,.0f} ns', 'cluster')
    figures.note('a join', f'{measured["join"] / 1000:,.0f} µs, {measured["view"]:,.0f} bytes',
                 'join')
    figures.note('resident memory of a participant where they are',
                 f'{measured["near"]:,.0f} bytes', 'memory')
    figures.note('… on every other instance that has people of the room',
                 f'{measured["far"]:,.0f} bytes', 'cluster')
    figures.note('a command in a commit of its own, CPU of Muster, Redis, PostgreSQL',
                 ' + '.join(f'{us:,.0f}' for us in one) + ' µs', 'cluster')
    figures.note('… more for every other instance that follows the room',
                 ' + '.join(f'{us:,.0f}' for us in measured['more']) + ' µs', 'cluster')
    figures.note('PostgreSQL writes ahead, per command', f'{measured["wal"]:,.0f} bytes',
                 'cluster')
    figures.note('votes into one room, 3 instances on two cores',
                 f'{measured["votes"]:,.0f} a second', 'cluster')
    figures.note('a message is later on another instance, median', f'{measured["hop"]:.1f} ms',
                 'cluster')
    return figures, measured


def table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '| --- ' + '| ---: ' * (len(head) - 1) + '|']
    return lines + ['| ' + ' | '.join(row) + ' |' for row in rows]


def shared_rows(m):
    """What is the same for one room and for 200: people, bytes, memory."""
    rows, instances = [], PEOPLE / INSTANCE_PEOPLE
    for kind, word in (('full', 'full'), ('packed', 'lean')):
        wire = PEOPLE * (m['hour'][kind] + m['pushes'][kind] * HEADER_BYTES) * 8 / 3600
        cores = PEOPLE * m['pushes'][kind] / 3600 * m['delivery'] / 1e9
        rows += [(f'network, all {word}: 10⁶ × (bytes + pushes × {HEADER_BYTES}) × 8 / 3,600',
                  f'{wire / 1e9:.2f} Gbit/s; {wire / 1e6 / instances:.0f} Mbit/s an instance'),
                 (f'cores for deliveries, all {word}: 10⁶ × pushes / 3,600 × delivery',
                  f'{cores:.1f}; {100 * cores / instances:.0f} % of one on each instance')]
    joins = PEOPLE / JOIN_SECONDS
    rows += [
        (f'coming in {JOIN_SECONDS // 60} minutes: 10⁶ / {JOIN_SECONDS} × join',
         f'{joins:,.0f} a second, {joins * m["join"] / 1e9:.2f} cores, '
         f'{joins * m["view"] * 8 / 1e6:,.0f} Mbit/s'),
        (f'memory of an instance: {INSTANCE_PEOPLE:,} × near + the others × far',
         f'{(INSTANCE_PEOPLE * m["near"] + (PEOPLE - INSTANCE_PEOPLE) * m["far"]) / 1e6:,.0f} MB'),
    ]
    return rows


def command_row(m, rate, instances):
    us = [first + (instances - 1) * more for first, more in zip(m['command'], m['more'])]
    return (*(f'{rate * each / 1e6:.1f}' for each in us), f'{rate * (instances - 1):,.0f}',
            f'{rate * instances:,.0f}', f'{instances * ROOMS / LOOK_SECONDS:,.0f}')


def one_room(m):
    burst = INSTANCE_PEOPLE * m['delivery'] / 1e6
    wire = PEOPLE * (m['chat'] + HEADER_BYTES) * 8 / 1e9
    votes = VOTING * PEOPLE
    return [
        (f'a message to all of an instance: {INSTANCE_PEOPLE:,} × delivery',
         f'{burst:.0f} ms of its core, the last one so much later'),
        (f'the same on the network, all full: 10⁶ × (chat + {HEADER_BYTES}) × 8',
         f'{wire:.1f} Gbit at once'),
        (f'a poll in which {VOTING:.0%} vote: {votes:,.0f} / votes a second',
         f'{votes / m["votes"]:.0f} s until all are acknowledged'),
        (f'the journal grows by, {POLLS} such polls', f'{POLLS * votes / 1e6:.1f} million entries'),
    ]


def rooms(m):
    scale = PEOPLE / ROOMS / HOUR_PEOPLE
    hourly = HOUR_CHATS + HOUR_QUESTIONS + scale * (HOUR_VOTES + HOUR_UPVOTES)
    rate = ROOMS * hourly / 3600
    instances = round(PEOPLE / INSTANCE_PEOPLE)
    rows = [(f'{count}: {why}',) + command_row(m, rate, count)
            for count, why in ((instances, 'people of every room everywhere'),
                               (ROOM_INSTANCES, 'people of a room kept together'))]
    return rate, rows


def write(results):
    """The lines of million.md between its marks; None while something has not been measured."""
    if any(name not in results for name in ('cluster', 'bytes', 'join', 'memory')):
        return None
    figures, m = gather(results)
    rate, rows = rooms(m)
    lines = ['### Measured', *table(('figure', 'value', 'from'), figures.rows), '']
    lines += ['### Both: a million people, '
              f'{PEOPLE // INSTANCE_PEOPLE} instances of {INSTANCE_PEOPLE:,}',
              *table(('need', 'sum'), shared_rows(m)), '']
    lines += ['### (a) One room', *table(('need', 'sum'), one_room(m)), '']
    lines += ['### (b) 200 rooms of 5,000', '',
              f'{rate:,.0f} commands a second on average over the hour, for which PostgreSQL '
              f'writes {rate * m["wal"] / 1e6:.1f} MB/s ahead. Cores for them, commands × '
              '(one instance + others × more), and what passes:', '',
              *table(('instances with people of a room', 'Muster', 'Redis', 'PostgreSQL',
                      'reads/s', 'news/s', 'looks/s in silence'), rows), '']
    return lines
