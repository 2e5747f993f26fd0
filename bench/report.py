#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes pictures of the newest results and puts them, with the tables, into README.md.

Called by `bench/run report`. Reads results/<date>-<name>.txt, writes results/<picture>.svg and what
stands in README.md between the two comments named below. Nothing is computed but medians and
ratios of medians; what has not been measured is left out. million.md gets the tables of million.py
in the same way.
"""
import html
import math
import os
import re
import statistics
import sys

import million

BEGIN = '<!-- results: written by bench/run report -->'
END = '<!-- end of results -->'
NAMES = ['paired', 'fanout', 'peers', 'cluster', 'join', 'votes', 'resume', 'slow', 'rooms',
         'greedy', 'wake', 'start', 'thread', 'memory', 'bytes']
LABELS = {'muster': 'Muster', 'floor': 'floor', 'uwebsockets': 'uWebSockets', 'nchan': 'nchan',
          'ws': 'ws',
          'socketio': 'Socket.IO', 'nats': 'NATS', 'mosquitto': 'mosquitto',
          'centrifuge': 'Centrifuge'}

STYLE = '''
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.small { font-size: 11px; fill: #57606a; }
.title { font-size: 15px; font-weight: 600; }
.axis { stroke: #8c959f; stroke-width: 1; }
.grid { stroke: #8c959f; stroke-width: 1; opacity: .25; }
.ours { fill: #0969da; } .theirs { fill: #8c959f; } .second { opacity: .55; }
.line { stroke: #0969da; stroke-width: 3; stroke-linecap: round; }
.tail { stroke: #0969da; stroke-width: 3; opacity: .35; }
.goal { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3; }
.c0 { fill: #0969da; } .c1 { fill: #8250df; } .c2 { fill: #1a7f37; } .c3 { fill: #bf8700; }
.c4 { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .small { fill: #9da7b3; }
  .ours, .c0 { fill: #4493f8; } .line, .tail { stroke: #4493f8; }
  .goal { stroke: #f85149; } .c1 { fill: #ab7df8; } .c2 { fill: #3fb950; } .c3 { fill: #d29922; }
}
'''


class Picture:
    """An SVG on a transparent ground that follows the reader's light or dark scheme."""

    def __init__(self, title, height, width=760):
        self.title, self.width, self.height, self.parts = title, width, height, []
        self.text(0, 18, title, 'title')

    def text(self, x, y, words, kind='', anchor='start'):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
                          f'{html.escape(words)}</text>')

    def bar(self, x, y, width, height, kind):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" '
                          f'height="{height:.1f}" rx="2" class="{kind}"/>')

    def line(self, x1, y1, x2, y2, kind):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                          f'class="{kind}"/>')

    def dot(self, x, y, kind, r=4):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" class="{kind}"/>')

    def write(self, path):
        body = '\n'.join(self.parts)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
                       f'viewBox="0 0 {self.width} {self.height}">\n'
                       f'<title>{html.escape(self.title)}</title>\n<style>{STYLE}</style>\n'
                       f'{body}\n</svg>\n')


class Result:
    """One dated text: its table, its machine and its single measurements."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        head, _, measured = text.partition('\nevery measurement:\n')
        self.file = os.path.basename(path)
        _, self.machine, self.table = (head.strip('\n') + '\n\n').split('\n\n', 2)
        self.table = self.table.rstrip('\n')
        rows = [self.row(line) for line in measured.splitlines()]
        # Pictures and arithmetic are of the transport that a server has by itself.
        self.rows = [row for row in rows if row.get('transport', 'own') == 'own']

    @staticmethod
    def row(line):
        # A value may hold a blank: it goes on until the next name.
        return dict(re.findall(r'(\w+)=(.*?)(?= \w+=|$)', line))

    def median(self, key, **where):
        values = [float(row[key]) for row in self.rows if key in row and
                  all(row.get(name) == str(value) for name, value in where.items())]
        return statistics.median(values) if values else None

    def distinct(self, key, **where):
        found = {}
        for row in self.rows:
            if key in row and all(row.get(name) == str(value) for name, value in where.items()):
                found[row[key]] = True
        return list(found)


def newest(folder):
    results = {}
    for name in NAMES:
        files = sorted(file for file in os.listdir(folder) if file.endswith(f'-{name}.txt'))
        if files:
            results[name] = Result(os.path.join(folder, files[-1]))
    return results


def fanout_goal(people, together):
    """The share of the floor that is wanted; a small room has fewer to share a message's work."""
    if people >= 5000:
        return 0.93 if together == 1 else 0.97
    return 0.90 if together == 1 else 0.88


def draw_paired(results, path):
    """Bars: deliveries and joins as a share of the floor and of uWebSockets, round by round."""
    paired = results.get('paired')
    if not paired:
        return False

    def cost(row):
        ns = row.get('delivery_ns') or (row.get('join_ns') if row.get('present') == 'all' else None)
        return float(ns) if ns else None

    costs = {}
    for row in paired.rows:
        if cost(row):
            at = (row['scenario'], int(row['subscribers']), int(row.get('together', 1)))
            costs.setdefault(at, {})[row['target'], row['round']] = cost(row)
    rows = []
    for beside in ['floor'] + sorted({target for found in costs.values() for target, _ in found} -
                                     {'floor', 'muster'}):
        for (scenario, people, together), found in costs.items():
            shares = [ns / found['muster', k] for (target, k), ns in found.items()
                      if target == beside and ('muster', k) in found]
            what = 'join' if scenario == 'join' else f'{together} together'
            goal = (1.03 if beside != 'floor' else 0.80 if scenario == 'join' else
                    fanout_goal(people, together))
            if shares:
                rows.append((f'{people:,}, {what}, of {LABELS.get(beside, beside)}', shares, goal))
    picture = Picture('Within each round: the cost of the other over Muster\'s',
                      70 + 34 * len(rows))
    left, wide = 235, 300
    for i, (label, shares, goal) in enumerate(rows):
        y, median = 40 + 34 * i, statistics.median(shares)
        picture.text(left - 10, y + 15, label, anchor='end')
        picture.bar(left, y, wide * min(median, 1.3), 22, 'ours')
        picture.line(left + wide * min(min(shares), 1.3), y + 11,
                     left + wide * min(max(shares), 1.3), y + 11, 'axis')
        picture.line(left + wide * goal, y - 4, left + wide * goal, y + 26, 'goal')
        picture.text(left + wide * 1.3 + 8, y + 15,
                     f'{median:.3f}, at least {goal:.2f}', 'small')
    end = 40 + 34 * len(rows)
    picture.line(left + wide, 32, left + wide, end, 'axis')
    picture.text(left + wide, end + 16, '1 = as dear', 'small', 'middle')
    picture.text(left - 10, end + 16, 'thin line: all rounds · dashed: the goal', 'small', 'end')
    picture.write(path)
    return True


def draw_fanout(results, path):
    """Bars: how near Muster comes to the floor."""
    fanout = results.get('fanout')
    if not fanout:
        return False
    rows = []
    for people in fanout.distinct('subscribers', scenario='fanout'):
        for together in fanout.distinct('together', scenario='fanout', subscribers=people):
            at = dict(scenario='fanout', subscribers=people, together=together)
            ours = fanout.median('delivery_ns', target='muster', **at)
            floor = fanout.median('delivery_ns', target='floor', **at)
            if ours and floor:
                rows.append((int(people), int(together), floor / ours, ours))
    picture = Picture('Deliveries per CPU second, as a share of the floor', 70 + 34 * len(rows))
    left, wide = 210, 440
    for i, (people, together, share, ns) in enumerate(rows):
        y, goal = 40 + 34 * i, fanout_goal(people, together)
        picture.text(left - 10, y + 15, f'{people:,} people, {together} together', anchor='end')
        picture.bar(left, y, wide * min(share, 1), 22, 'ours')
        picture.line(left + wide * goal, y - 4, left + wide * goal, y + 26, 'goal')
        picture.text(left + wide + 10, y + 15, f'{share:.2f} · {1e9 / ns:,.0f}/s', 'small')
    end = 40 + 34 * len(rows)
    picture.line(left + wide, 32, left + wide, end, 'axis')
    picture.text(left + wide, end + 16, '1 = floor', 'small', 'middle')
    picture.text(left, end + 16, 'dashed: the goal', 'small')
    picture.write(path)
    return True


def draw_peers(results, path):
    """Bars: deliveries per CPU second of each server, on a logarithmic axis."""
    peers = results.get('peers')
    if not peers:
        return False
    targets = peers.distinct('target', scenario='fanout')
    rows = []
    for target in targets:
        ns = [peers.median('delivery_ns', scenario='fanout', target=target, together=t)
              for t in (1, 16)]
        if all(ns):
            rows.append((target, [1e9 / value for value in ns]))
    rows.sort(key=lambda row: -row[1][0])
    picture = Picture('Deliveries per CPU second of one core', 84 + 44 * len(rows))
    left, wide, least = 110, 540, 10000
    most = max(max(values) for _, values in rows) * 1.2

    def place(value):
        return wide * math.log(max(value, least) / least) / math.log(most / least)

    tick = least
    while tick < most:
        x = left + place(tick)
        picture.line(x, 34, x, 40 + 44 * len(rows), 'grid')
        picture.text(x, 56 + 44 * len(rows), f'{tick:,}', 'small', 'middle')
        tick *= 10
    for i, (target, values) in enumerate(rows):
        y, kind = 40 + 44 * i, 'ours' if target == 'muster' else 'theirs'
        picture.text(left - 10, y + 22, LABELS.get(target, target), anchor='end')
        for k, value in enumerate(values):
            picture.bar(left, y + 18 * k, place(value), 16, kind + (' second' if k else ''))
            picture.text(left + place(value) + 6, y + 13 + 18 * k, f'{value:,.0f}', 'small')
    picture.text(left, 76 + 44 * len(rows), 'full: one message at a time · pale: 16 together · '
                 'logarithmic, from 10,000', 'small')
    picture.write(path)
    return True


def latency_rows(results):
    """(label, p50, p99, max) of whatever was measured."""
    rows = []

    def add(name, label, keys=('p50_ms', 'p99_ms', 'max_ms'), **where):
        result = results.get(name)
        values = [result.median(key, **where) for key in keys] if result else [None]
        if all(value is not None for value in values):
            rows.append((label, *values))

    def counts(name, scenario):
        result = results.get(name)
        found = result.distinct('subscribers', scenario=scenario) if result else []
        return [int(people) for people in found]

    fanout = results.get('fanout')
    for people in counts('fanout', 'fanout'):
        for together in fanout.distinct('together', scenario='fanout', subscribers=people):
            add('fanout', f'{people:,} subscribers, {together} together', scenario='fanout',
                target='muster', subscribers=people, together=together)
    for people in counts('rooms', 'small'):
        add('rooms', f'30 people, the {people:,} silent', scenario='small', part='silence')
        add('rooms', f'30 people, the {people:,} flooded', scenario='small', part='flood')
    add('slow', 'flooded room, everybody reads', scenario='slow', part='all-read')
    add('slow', 'flooded room, 100 have stopped', scenario='slow', part='some-stopped')
    for phase, beside in (('alone', 'alone'), ('greedy', 'beside one greedy')):
        for what in ('chat', 'room'):
            label = f'{"a join" if what == "room" else what}, {beside}'
            add('greedy', label, tuple(f'{what}_{key}_ms' for key in ('p50', 'p99', 'max')),
                phase=phase)
    for people in counts('resume', 'resume'):
        add('resume', f'30 people while {people:,} resume',
            ('others_p50_ms', 'others_p99_ms', 'others_max_ms'), scenario='resume',
            subscribers=people)
    add('start', 'a small room while large ones wake',
        ('small_p50_ms', 'small_p99_ms', 'small_max_ms'), scenario='start')
    add('wake', 'the loop while a long room wakes', ('stop_p50_ms', 'stop_p99_ms', 'stop_max_ms'),
        scenario='wake')
    for people in counts('thread', 'thread'):
        add('thread', f'a thread that {people:,} open', scenario='thread', target='muster')
    for people in counts('votes', 'votes'):
        add('votes', f'a vote among {people:,}', scenario='votes', subscribers=people)
    return rows


def draw_latency(results, path):
    """Lines from the median to the maximum, on a logarithmic axis."""
    rows = latency_rows(results)
    if not rows:
        return False
    picture = Picture('Latency: median, 99 of 100, the worst', 84 + 28 * len(rows))
    left, wide = 240, 470
    least = 10 ** math.floor(math.log10(max(min(row[1] for row in rows), 0.01)))
    most = 10 ** math.ceil(math.log10(max(row[3] for row in rows)))

    def place(ms):
        return left + wide * math.log(max(ms, least) / least) / math.log(most / least)

    tick = least
    while tick <= most:
        picture.line(place(tick), 32, place(tick), 38 + 28 * len(rows), 'grid')
        picture.text(place(tick), 54 + 28 * len(rows), f'{tick:g} ms', 'small', 'middle')
        tick *= 10
    for i, (label, p50, p99, worst) in enumerate(rows):
        y = 48 + 28 * i
        picture.text(left - 12, y + 5, label, anchor='end')
        picture.line(place(p50), y, place(p99), y, 'line')
        picture.line(place(p99), y, place(worst), y, 'tail')
        picture.dot(place(p50), y, 'ours')
        picture.dot(place(p99), y, 'ours', 3)
    picture.text(left, 74 + 28 * len(rows),
                 'dot: the median · strong line to 99 of 100 · pale line to the worst', 'small')
    picture.write(path)
    return True


def draw_bytes(results, path):
    """Stacked bars: where an hour's bytes go, with the budget."""
    hour = results.get('bytes')
    if not hour:
        return False
    budgets = {'full': 600000, 'lean': 368000, 'packed': 120000}
    parts = ['chat', 'question', 'poll', 'presence']
    picture = Picture('Bytes of a scripted hour', 202)
    left, wide = 60, 660
    totals = {kind: hour.median('total', **{'class': kind}) for kind in budgets}
    scale = wide / max(max(totals.values()), 600000) / 1.12
    for i, kind in enumerate(budgets):
        x, y, rest = left, 40 + 42 * i, totals[kind]
        picture.text(left - 10, y + 18, kind, anchor='end')
        for k, part in enumerate(parts):
            # What a part weighs when packed cannot be told apart.
            size = hour.median('bytes', part=part, **{'class': kind}) or 0
            size = 0 if kind == 'packed' else size
            picture.bar(x, y, size * scale, 26, f'c{k}')
            x, rest = x + size * scale, rest - size
        picture.bar(x, y, rest * scale, 26, 'c4')
        picture.text(x + rest * scale + 6, y + 18, f'{totals[kind] / 1000:,.0f} kB', 'small')
        goal = left + budgets[kind] * scale
        picture.line(goal, y - 5, goal, y + 31, 'goal')
    for k, part in enumerate(parts + ['envelopes and the rest']):
        picture.bar(left + 100 * k, 174, 11, 11, f'c{k}')
        picture.text(left + 100 * k + 16, 184, part, 'small')
    picture.text(left + wide, 184, 'dashed: the budget', 'small', 'end')
    picture.write(path)
    return True


def draw_cluster(results, path):
    """Stacked bars: CPU of a command in a commit of its own, by who spends it."""
    cluster = results.get('cluster')
    if not cluster:
        return False
    configs = cluster.distinct('config', scenario='hop')
    parts = ['Muster', 'Redis', 'PostgreSQL']
    sums = []
    for config in configs:
        us = million.us_per_command(million.Figures(results), config)
        sums.append(us if config != 'sqlite' else us[:1] + [0, 0])
    picture = Picture('CPU of a command, by the number of instances', 76 + 34 * len(configs))
    left, wide = 130, 520
    scale = wide / max(sum(us) for us in sums)
    for i, (config, us) in enumerate(zip(configs, sums)):
        x, y = left, 36 + 34 * i
        label = '1, with SQLite alone' if config == 'sqlite' else config
        picture.text(left - 10, y + 16, label, anchor='end')
        for k, each in enumerate(us):
            if each > 0:
                picture.bar(x, y, each * scale, 22, f'c{k}')
            x += max(each, 0) * scale
        picture.text(x + 6, y + 16, f'{sum(us):,.0f} µs', 'small')
    y = 50 + 34 * len(configs)
    for k, part in enumerate(parts):
        picture.bar(left + 100 * k, y, 11, 11, f'c{k}')
        picture.text(left + 100 * k + 16, y + 10, part, 'small')
    picture.write(path)
    return True


PICTURES = [('paired', draw_paired), ('fanout', draw_fanout), ('peers', draw_peers),
            ('cluster', draw_cluster), ('latency', draw_latency), ('bytes', draw_bytes)]


def section(results, pictures):
    lines = []
    for name, title in pictures:
        lines += [f'![{title}](results/{name}.svg)', '']
    for name in NAMES:
        if name in results:
            result = results[name]
            date = re.search(r'date +(\S+)', result.machine).group(1)
            commit = re.search(r'commit +(.+)', result.machine).group(1)
            lines += [f'### {name}', f'[{date}, commit {commit}](results/{result.file})', '```',
                      result.table, '```', '']
    none = 'No run has been kept yet: `bench/run all peers`, then `bench/run report`.'
    return lines or [none, '']


def fill(path, lines):
    """Puts `lines` between the two comments of the document at `path`."""
    with open(path, encoding='utf-8') as file:
        text = file.read()
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        sys.exit(f'{path}: {BEGIN} … {END} is not there')
    body = '\n'.join(lines)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{before}{BEGIN}\n{body}{END}{after}')


def main():
    here = sys.argv[1]
    folder = os.path.join(here, 'results')
    os.makedirs(folder, exist_ok=True)
    results = newest(folder)
    pictures = []
    for name, draw in PICTURES:
        if draw(results, os.path.join(folder, f'{name}.svg')):
            pictures.append((name, draw.__doc__.rstrip('.')))
    fill(os.path.join(here, 'README.md'), section(results, pictures))
    needs = million.write(results)
    if needs:
        fill(os.path.join(here, 'million.md'), needs)
    print(f'report: {", ".join(results) or "no results"}; {len(pictures)} pictures')


main()
