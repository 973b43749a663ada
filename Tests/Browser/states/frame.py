"""States of the frame and of the pages of operation that no flow stays in: nothing there, no match, loading, failed,
forbidden, gone, stale, questions and complaints."""

import re

from playwright.sync_api import expect

from access import PAGES, look_at_all
from flows import (
    box, component, live_mark, looks, machine, row_of, rows, source, unique, visit)
from states.answers import broken, emptied, held, let_go

CENTER = 'The catalog does not answer.'


def frame_states(page, world):
    made, one = source(world), machine(world)
    still = component(world, start=False)

    def at(path, act=None, ready=None):
        def steps():
            let_go(page)
            visit(page, path)
            if act:
                act()
            if ready:
                expect(page.get_by_text(ready).first).to_be_visible()
        return steps

    def menu_of(path, name):
        return at(path, lambda: row_of(page, name).get_by_role('button', name=re.compile('^Actions')).click())

    def pressed(name):
        return lambda: page.get_by_role('button', name=name, exact=True).first.click()

    yield 'tickets steps', at('/om/tickets', lambda: rows(page).last.get_by_role('button', name=re.compile(
        'Show the steps|Hide the steps')).click())
    yield 'tickets no match', at('/om/tickets?q=nothing-has-this-name', ready='Nothing matches')
    yield 'machines no match', at('/om/machines?q=nothing-has-this-name', ready='Nothing matches')
    yield 'audit no match', at('/system/audit?actor=nobody', ready='Nothing matches')
    yield 'parameters no match', at('/system/parameters?q=nothing-has-this-name', ready='Nothing matches')
    for name, path in (('tickets', '/om/tickets'), ('components', '/om/components'), ('sources', '/sources')):
        yield f'{name} empty', emptied(page, path, name if name != 'sources' else 'datasources')
    for name, path, called in (('machines', '/om/machines', 'machines'), ('audit', '/system/audit', 'audit')):
        yield f'{name} loading', held(page, path, called)
        yield f'{name} failed', broken(page, path, called, 500, CENTER)
        yield f'{name} forbidden', broken(page, path, called, 403, 'No right.')
    for name, path in (('component', '/om/components?open=cp_0000000000'),
                       ('machine', '/om/machines?open=mc_0000000000'), ('ticket', '/om/tickets?open=tk_0000000000'),
                       ('source', '/sources?open=ds_0000000000'),
                       ('parameter', '/system/parameters?open=no.such.one')):
        yield f'{name} gone', at(path, ready='not exist')
    yield 'columns of tickets', at('/om/tickets', pressed('Columns'))
    yield 'file is made', at('/om/machines', pressed('Download as CSV'), ready='in the file')
    yield 'source menu', menu_of('/sources', made['name'])
    yield 'component menu', menu_of('/om/components', still['name'])
    yield 'source form with complaints', at('/sources?edit=new', pressed('Save untested'), ready='This is needed.')
    yield 'source form discard question', at('/sources?edit=new', lambda: (
        box(page, 'Name').fill('half typed'), page.keyboard.press('Escape')), ready='Discard your changes?')
    yield 'machine down', lambda: down(page, one)
    yield 'machine conflict', lambda: machine_conflict(page, world, one)
    yield 'machine with a complaint', at(f'/om/machines?open={one["id"]}', lambda: (
        page.get_by_label('Most components').fill('many'),
        page.get_by_role('dialog').get_by_role('button', name='Save', exact=True).click()), ready='whole number')
    yield 'component abnormal', lambda: abnormal(page, still)
    yield 'component conflict', lambda: component_conflict(page, world)
    yield 'parameter with a complaint', at('/system/parameters?open=audit.kept.days', lambda: (
        box(page, 'Value').fill('7'), expect(page.locator('.complaint:visible')).to_contain_text('from 30 to')))
    yield 'parameter reset question', lambda: reset_question(page, world)
    yield 'palette found', at('/overview', lambda: (
        page.keyboard.press('Control+k'), page.keyboard.type(made['name']),
        expect(page.get_by_role('option', name=re.compile(made['name']))).to_be_visible()))
    yield 'palette no match', at('/overview', lambda: (
        page.keyboard.press('Control+k'), page.keyboard.type('zzzzzz')), ready='Nothing')
    yield 'navigation folded', at('/overview', lambda: page.keyboard.press('['))
    page.evaluate('localStorage.removeItem("folded")')
    yield 'stale without a stream', lambda: without_stream(page)
    yield 'new version offered', lambda: other_version(page)
    yield from gate_states(page, world)


def down(page, one):
    """What a machine looks like whose agent is silent; ours is not."""
    let_go(page)

    def answer(route):
        response = route.fetch()
        body = response.json()
        for row in body.get('items', [body]):
            if row.get('id') == one['id']:
                row.update(state='down', heartbeatAt=row['heartbeatAt'] - 600_000)
        route.fulfill(response=response, json=body)

    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.route(re.compile(r'/api/v1/machines(/\w+)?$'), answer)
    visit(page, f'/om/machines?open={one["id"]}')
    expect(page.get_by_role('dialog')).to_contain_text('The agent has not reported.')


def machine_conflict(page, world, one):
    let_go(page)
    visit(page, f'/om/machines?open={one["id"]}')
    drawer = page.get_by_role('dialog')
    drawer.get_by_label(re.compile('^Region')).fill('mine')
    world.api.call('PATCH', f'/machines/{one["id"]}', {'name': one['name'], 'region': unique('theirs'),
                                                       'componentLimit': one['components']['limit']})
    drawer.get_by_role('button', name='Save', exact=True).click()
    expect(page.get_by_role('dialog', name='Somebody changed this meanwhile')).to_be_visible()


def abnormal(page, still):
    let_go(page)
    failure = {'number': 'COMPONENT-0003', 'message': 'Its process ended five times within ten minutes.',
               'advice': 'Read its log, then start it again.', 'detail': 'exit status 134'}

    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, json={
            **response.json(), 'state': 'abnormal', 'crashes': 5, 'failure': failure})

    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.route(re.compile(f'/api/v1/components/{still["id"]}$'), answer)
    visit(page, f'/om/components?open={still["id"]}')
    expect(page.get_by_role('dialog')).to_contain_text('exit status 134')


def component_conflict(page, world):
    let_go(page)
    made = component(world, start=False)
    visit(page, f'/om/components?open={made["id"]}&tab=configuration')
    drawer = page.get_by_role('dialog')
    drawer.get_by_label('Name', exact=True).fill(unique('mine'))
    world.api.call('PATCH', f'/components/{made["id"]}', {'name': unique('theirs'), 'configuration': {}})
    drawer.get_by_role('button', name='Save configuration').click()
    expect(page.get_by_role('dialog', name='Somebody changed this meanwhile')).to_be_visible()


def reset_question(page, world):
    let_go(page)
    world.api.call('PATCH', '/parameters/audit.kept.days', {'value': '400'})
    visit(page, '/system/parameters?open=audit.kept.days')
    page.get_by_role('button', name='Reset to standard…').click()
    expect(page.get_by_role('dialog', name=re.compile('^Reset'))).to_be_visible()
    world.api.call('PATCH', '/parameters/audit.kept.days', {'value': None})


def without_stream(page):
    let_go(page)
    visit(page, '/om/components')
    expect(live_mark(page, 'Live')).to_be_visible()
    page.route('**/api/v1/stream*', lambda route: route.abort())
    page.reload()
    expect(live_mark(page, 'Reconnecting, data')).to_be_visible()


def other_version(page):
    let_go(page)
    answer = {'build': 'one'}

    def other_build(route):
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), 'build': answer['build']})

    page.route('**/api/v1/session', other_build)
    page.route('**/api/v1/stream*', lambda route: route.abort())
    visit(page, '/overview')
    expect(live_mark(page, 'Reconnecting, data')).to_be_visible()
    answer['build'] = 'two'
    page.unroute('**/api/v1/stream*')
    expect(page.get_by_text('A new version is available.')).to_be_visible(timeout=20_000)


def gate_states(page, world):
    def refused(status, body, headers=None):
        let_go(page)
        page.context.clear_cookies()
        page.route('**/api/v1/session', lambda route: route.fulfill(
            status=status, json={'error': body}, headers=headers or {})
            if route.request.method == 'POST' else route.continue_())
        page.goto('/')
        box(page, 'Password').fill('not the password')
        page.get_by_role('button', name='Sign in').click()
        expect(page.get_by_role('alert')).not_to_be_empty()

    def away():
        let_go(page)
        page.route('**/api/v1/session', lambda route: route.abort())
        page.goto('/')
        expect(page.get_by_role('heading', name='Reconnecting')).to_be_visible()

    yield 'sign in refused', lambda: refused(401, {'code': 'x', 'message': 'Account or password is wrong.'})
    yield 'sign in back off', lambda: refused(
        429, {'code': 'slow_down', 'message': 'Too many wrong passwords in a row.'}, {'Retry-After': '90'})
    yield 'server away', away
    let_go(page)
    world.sign_in(page.context)


@looks
def test_states_of_the_frame_that_no_flow_stays_in(page, world):
    look_at_all(page, world, frame_states)


# ------------------------------------------------------------------ in Chinese


def chinese_states(page, world):
    data, beat, one = source(world), component(world), machine(world)
    page.goto('/overview')
    page.evaluate('localStorage.setItem("language", "zh")')
    named = dict(zip(('overview', 'sources', 'components', 'machines', 'tickets', 'audit', 'parameters'), PAGES))
    named.update({
        'source': f'/sources?open={data["id"]}', 'source new': '/sources?edit=new',
        'component': f'/om/components?open={beat["id"]}', 'component history':
        f'/om/components?open={beat["id"]}&tab=history', 'component configuration':
        f'/om/components?open={beat["id"]}&tab=configuration', 'machine': f'/om/machines?open={one["id"]}',
        'parameter': '/system/parameters?open=audit.kept.days', 'ticket': '/om/tickets'})

    def open_page(name, path):
        page.goto(path)
        if name in ('ticket', 'audit'):
            rows(page).first.click()

    for name, path in named.items():
        yield f'in Chinese {name}', lambda name=name, path=path: open_page(name, path)
    page.evaluate('localStorage.removeItem("language")')


@looks
def test_the_frame_in_chinese(page, world):
    """A missing text is an error of the console, which fails every test."""
    look_at_all(page, world, chinese_states)
