"""Keyboard, accessibility, pictures, size and the unit tests of the console's own modules."""

import json
import os
import re

from playwright.sync_api import expect

from flows import (
    REFUSED, account_menu, alone, box, change_theirs, component, looks, machine, rows, signed_out, source, unique,
    visit, with_users)
from server import eventually

PAGES = (
    '/overview', '/sources', '/om/components', '/om/machines', '/om/tickets', '/system/audit', '/system/parameters')
FIRST_LOAD_BYTES = 90 * 1024
CLICK_MILLISECONDS = 100


@signed_out
def test_unit_tests_of_the_modules(page, world):
    def serve(route):
        name = route.request.url.rsplit('/', 1)[1]
        kind = 'text/html' if name.endswith('.html') else 'text/javascript'
        with open(os.path.join(world.unit, name), encoding='utf-8') as file:
            route.fulfill(body=file.read(), content_type=f'{kind}; charset=utf-8')

    page.route('**/unit/*', serve)
    page.goto('/unit/page.html')
    expect(page.locator('body')).to_have_attribute('data-result', re.compile('.'), timeout=20_000)
    result = json.loads(page.locator('body').get_attribute('data-result'))
    assert not result['failed'], result['failed']
    assert result['passed'] > 400, result['passed']


def tab_until(page, condition, what, most=60):
    for _ in range(most):
        if page.evaluate(condition):
            return
        page.keyboard.press('Tab')
    raise AssertionError(f'{what} cannot be reached with Tab')


def test_every_page_by_keyboard_alone(page, world):
    source(world)
    component(world, start=False)
    page.goto('/overview')
    expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
    page.keyboard.press('Tab')
    expect(page.get_by_role('link', name='Skip to content')).to_be_focused()
    page.keyboard.press('Enter')
    expect(page.locator('#main')).to_be_focused()
    for keys, heading in (('gd', 'Data sources'), ('gc', 'Components'), ('gh', 'Machines'), ('gt', 'Tickets'),
                          ('gl', 'Audit log'), ('gp', 'Parameters'), ('go', 'Overview')):
        page.keyboard.press(keys[0])
        page.keyboard.press(keys[1])
        expect(page.get_by_role('heading', name=heading, exact=True).first).to_be_visible()
    page.keyboard.press('?')
    expect(page.get_by_role('dialog', name='Keyboard shortcuts')).to_be_visible()
    page.keyboard.press('Escape')
    for path in PAGES[1:]:
        page.goto(path)
        expect(rows(page).first).to_be_visible()
        tab_until(page, "document.activeElement.matches('tbody tr')", f'a row of {path}')
        page.keyboard.press('ArrowDown')
        page.keyboard.press('Home')
        expect(rows(page).first).to_be_focused()
        page.keyboard.press('Enter')
        expect(page.get_by_role('dialog')).to_be_visible()
        page.keyboard.press('Escape')
        expect(page.get_by_role('dialog')).to_have_count(0)
        expect(rows(page).first).to_be_focused()


def test_the_data_source_drawer_by_keyboard_alone(page, world):
    name = unique('keys')
    visit(page, '/sources')
    page.keyboard.press('c')
    expect(box(page, 'Name')).to_be_focused()
    page.keyboard.type(name)
    tab_until(page, "document.activeElement.labels?.[0]?.textContent.trim() === 'Host'", 'Host')
    page.keyboard.type('127.0.0.1')
    page.keyboard.press('Tab')
    page.keyboard.press('Control+a')
    page.keyboard.type('1')
    tab_until(page, "document.activeElement.textContent.trim() === 'Test connection'", 'Test connection')
    page.keyboard.press('Enter')
    expect(page.locator('.verdict')).to_be_visible(timeout=30_000)
    tab_until(page, "document.activeElement.textContent.trim() === 'Save untested'", 'Save untested')
    page.keyboard.press('Enter')
    expect(rows(page).filter(has_text=name)).to_have_count(1)


def test_a_form_that_had_to_wait_takes_the_focus_when_it_comes(page, world):
    held = []
    page.route('**/api/v1/datasource-kinds', lambda route: held.append(route))
    visit(page, '/sources')
    page.keyboard.press('c')
    expect(page.get_by_role('dialog')).to_be_visible()
    assert held, 'the form waits for the kinds'
    held.pop().continue_()
    expect(box(page, 'Name')).to_be_focused()


def test_single_keys_can_be_switched_off_and_never_fire_in_fields(page, world):
    visit(page, '/sources')
    page.get_by_role('searchbox').fill('c')
    page.keyboard.type('c?')
    expect(page.get_by_role('dialog')).to_have_count(0)
    page.get_by_role('searchbox').fill('')
    page.locator('#main').focus()
    page.keyboard.press('?')
    page.get_by_role('checkbox', name='Single keys are shortcuts').uncheck()
    page.keyboard.press('Escape')
    page.keyboard.press('c')
    expect(page.get_by_role('dialog')).to_have_count(0)
    page.keyboard.press('Control+k')
    expect(page.get_by_role('dialog')).to_have_count(1)


def states(page, world):
    """Every page, drawer and dialog, each as a name and the steps that open it."""
    data = source(world)
    beat = component(world)
    still = component(world, start=False)
    one = machine(world)
    ticket = eventually('a ticket exists', lambda: world.api.call('GET', '/tickets')['items'])[0]
    named = {
        'overview first steps': '/overview', 'sources one': '/sources', 'components': '/om/components',
        'machines': '/om/machines', 'tickets': '/om/tickets', 'audit': '/system/audit',
        'parameters': '/system/parameters', 'source untested': f'/sources?open={data["id"]}',
        'source edit': f'/sources?edit={data["id"]}', 'source new': '/sources?edit=new',
        'component running': f'/om/components?open={beat["id"]}',
        'component stopped': f'/om/components?open={still["id"]}',
        'component configuration': f'/om/components?open={beat["id"]}&tab=configuration',
        'component history': f'/om/components?open={beat["id"]}&tab=history',
        'component log': f'/om/components?open={beat["id"]}&tab=log', 'component new': '/om/components?add=1',
        'machine': f'/om/machines?open={one["id"]}', 'ticket': f'/om/tickets?open={ticket["id"]}',
        'parameter': '/system/parameters?open=audit.kept.days', 'no such page': '/no/such/page',
        'sources no match': '/sources?q=nothing-has-this-name'}
    for name, path in named.items():
        yield name, lambda path=path: page.goto(path)

    def first_row(path):
        page.goto(path)
        rows(page).first.click()

    def dialog(button):
        page.goto(f'/om/components?open={still["id"]}')
        page.get_by_role('button', name=button).click()

    def tested():
        page.goto(f'/sources?edit={data["id"]}')
        page.get_by_role('button', name='Test connection').click()
        expect(page.locator('.verdict')).to_be_visible(timeout=30_000)

    def at_overview(act):
        page.goto('/overview')
        expect(page.get_by_role('heading', name='Overview', exact=True)).to_be_visible()
        act()

    yield 'audit entry', lambda: first_row('/system/audit')
    yield 'source edit tested', tested
    yield 'component start question', lambda: dialog('Start…')
    yield 'component delete question', lambda: dialog('Delete…')
    yield 'palette', lambda: at_overview(lambda: page.keyboard.press('Control+k'))
    yield 'shortcuts', lambda: at_overview(lambda: page.keyboard.press('?'))
    yield 'account menu', lambda: at_overview(lambda: account_menu(page))
    yield 'change password', lambda: at_overview(lambda: change_password(page))
    yield 'account menu in Chinese', lambda: language_menu(page)
    in_english(page)
    yield 'component pause question', lambda: pause_dialog(page, beat)
    yield 'source conflict', lambda: stale_edit(page, world, data)
    yield 'source delete question', lambda: delete_source(page, data, f'Delete {data["name"]}?')
    page.route('**/api/v1/datasources', lambda route: with_users(route, data['id']))
    yield 'source delete refused', lambda: delete_source(page, data, f'{data["name"]} is in use')
    page.unroute_all(behavior='wait')
    yield from signed_out_states(page, world, data)


def change_password(page):
    account_menu(page)
    page.get_by_role('menuitem', name='Change password').click()
    dialog = page.get_by_role('dialog', name='Change password')
    # Some of the rules are met and some are not.
    dialog.get_by_label('New password', exact=True).fill('short')
    expect(dialog.locator('.rules .met')).not_to_have_count(0)


def in_english(page):
    """From the next page on: the language that the tests' browser asks for."""
    page.evaluate('localStorage.removeItem("language")')


def language_menu(page):
    """The menu with the choice of languages, as it reads once the other language is chosen."""
    in_english(page)
    page.goto('/overview')
    account_menu(page)
    page.get_by_role('menuitemradio', name='简体中文').click()
    expect(page.get_by_role('heading', name='概览', exact=True)).to_be_visible()
    account_menu(page, '账号')
    expect(page.get_by_role('menuitemradio', name='简体中文')).to_have_attribute('aria-checked', 'true')


def pause_dialog(page, running):
    page.goto(f'/om/components?open={running["id"]}')
    page.get_by_role('button', name='Pause…').click()
    expect(page.get_by_role('dialog', name=f'Pause {running["name"]}?')).to_be_visible()


def stale_edit(page, world, data):
    page.goto(f'/sources?edit={data["id"]}')
    box(page, 'Remark optional').fill('mine')
    change_theirs(world, data, unique('theirs'))
    page.get_by_role('button', name=re.compile('^Save')).click()
    expect(page.get_by_role('dialog', name='Somebody changed this meanwhile')).to_be_visible()


def delete_source(page, data, question):
    page.goto(f'/sources?open={data["id"]}')
    page.get_by_role('button', name='Delete…').click()
    expect(page.get_by_role('dialog', name=question)).to_be_visible()


def signed_out_states(page, world, data):
    """What is seen without a session; the session of the test is back afterwards."""
    def session_over():
        page.goto(f'/sources?open={data["id"]}')
        button = page.get_by_role('button', name='Test connection')
        expect(button).to_be_enabled()
        page.context.clear_cookies()
        # Not a real click: the page may have noticed by itself by now, and the dialog is above the button.
        button.dispatch_event('click')
        expect(page.get_by_role('dialog', name='Your session is over')).to_be_visible()

    def gate(heading):
        page.context.clear_cookies()
        page.goto('/')
        expect(page.get_by_role('heading', name=heading)).to_be_visible()

    def first_gate():
        gate('Set the first password')
        box(page, 'New password').fill('short')
        expect(page.locator('.rules .met')).not_to_have_count(0)

    yield 'session over', session_over
    yield 'sign in', lambda: gate('Sign in')
    page.route('**/api/v1/session', as_first)
    yield 'first sign in', first_gate
    page.unroute_all(behavior='wait')
    world.sign_in(page.context)


def as_first(route):
    """The first sign-in of this server is over, so the answer of a new one is given."""
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), 'first': True, 'signedIn': False, 'account': None})


def file_name(name):
    assert re.fullmatch(r'[\w .,]+', name), f'a picture says by its name what it shows: {name}'
    return re.sub(r'[ .,]+', '-', name).lower()


class Album:
    """The pictures of one walk through the states of some pages; every state has a name of its own."""

    WIDE = {'width': 1440, 'height': 900}
    NARROW = {'width': 900, 'height': 900}

    def __init__(self, page, world):
        self.page = page
        self.folder = world.pictures
        self.names = set()
        os.makedirs(self.folder, exist_ok=True)

    def take(self, name, scheme, suffix=''):
        file = f'{file_name(name)}-{scheme}{suffix}.png'
        assert file not in self.names, f'two states have the name {name}'
        self.names.add(file)
        # What measures itself draws in the first frame of a new size or theme and is shown in the next.
        self.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
        self.page.screenshot(path=os.path.join(self.folder, file))

    def take_narrow(self, name, act):
        """The narrow pictures; the theme is dark when they begin."""
        self.page.set_viewport_size(self.NARROW)
        if self.page.locator('.menu').count():
            # A menu keeps the place that it was opened at.
            act()
        for scheme in ('dark', 'light'):
            self.page.emulate_media(color_scheme=scheme, reduced_motion='reduce')
            expect(self.page.locator('html')).to_have_attribute('data-theme', scheme)
            self.take(name, scheme, '-900')


# A dialog is scanned without what lies below it, which is a state of its own and cannot be reached meanwhile.
SCAN = """async (rules) => {
    const options = { resultTypes: ['violations'], selectors: false };
    if (rules) options.runOnly = rules;
    const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    const told = ({ html, any: [check] }) => [html.slice(0, 140), check?.data?.fgColor, check?.data?.bgColor].join(' ');
    return (await axe.run(place, options)).violations.map((one) => [one.id, one.nodes.slice(0, 3).map(told)]);
}"""
# Of all rules only these depend on the theme.
RULES_OF_COLOURS = ['color-contrast']


def scan(page, world, name, scheme, rules=None):
    if page.evaluate('typeof axe') == 'undefined':
        page.evaluate(world.axe)
    found = page.evaluate(SCAN, rules)
    return [f'{scheme} {name}: {rule} {nodes}' for rule, nodes in found]


@looks
def test_every_state_of_the_pages_in_both_themes(page, world):
    look_at_all(page, world, states)


def look_at_all(page, world, states_of):
    """`states_of(page, world)` gives names and the steps that open what is to be looked at. Each is opened once; theme
    and width change in place. It is scanned for what keeps people out, and its pictures are taken when they are asked
    for. A state whose name ends with "loading" stays as it is while its answer is held back."""
    page.expected = [REFUSED, 'ERR_']
    found = []
    album = Album(page, world) if world.takes_pictures else None
    for name, act in states_of(page, world):
        if album:
            page.set_viewport_size(album.WIDE)
        page.emulate_media(color_scheme='light', reduced_motion='reduce')
        act()
        is_loading = name.endswith('loading')
        settled(page, 'light', is_loading)
        if world.scans:
            found += scan(page, world, name, 'light')
        if album:
            album.take(name, 'light')
        page.emulate_media(color_scheme='dark', reduced_motion='reduce')
        settled(page, 'dark', is_loading)
        if world.scans:
            found += scan(page, world, name, 'dark', RULES_OF_COLOURS)
        if album:
            album.take(name, 'dark')
            album.take_narrow(name, act)
    assert not found, '\n'.join(found)


def settled(page, theme='', is_loading=False):
    """Loading has ended, everything that fades in has done so, and the theme is the asked one."""
    if theme:
        expect(page.locator('html')).to_have_attribute('data-theme', theme)
    eventually('the page is complete', lambda: page.evaluate("""(isLoading) =>
        Boolean(document.querySelector('.page, .gate')) && [...document.querySelectorAll('.skeleton')].some(
            (one) => one.checkVisibility()) === isLoading""", is_loading))
    page.evaluate('Promise.all(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity)'
                  '.map((one) => one.finished.catch(() => {})))')


def test_the_first_load_stays_within_its_budget(page, world):
    page.goto('/overview')
    expect(page.locator('.card').first).to_be_visible()
    sizes = page.evaluate('''performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
        .filter((one) => !one.name.includes("/api/")).map((one) => [one.encodedBodySize, one.decodedBodySize])''')
    assert len(sizes) > 15, sizes
    sent = sum(size[0] for size in sizes)
    print(f'{sent / 1024:.0f} KB … ', end='')
    if sent < sum(size[1] for size in sizes):
        assert sent <= FIRST_LOAD_BYTES, sent


@alone
def test_a_click_shows_its_effect_at_once(page, world):
    machine(world)
    page.goto('/om/machines')
    expect(rows(page).first).to_be_visible()
    measure = """async () => {
        const start = performance.now();
        document.querySelector('tbody tr[data-key]').click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return [performance.now() - start, document.querySelectorAll('dialog[open]').length];
    }"""
    times = []
    # The best of a few: other programs may hold the processor for a moment.
    for _ in range(5):
        elapsed, dialogs = page.evaluate(measure)
        assert dialogs == 1, 'the drawer is open in the next frame'
        times.append(elapsed)
        page.keyboard.press('Escape')
        expect(page).not_to_have_url(re.compile('open='))
    assert min(times) < CLICK_MILLISECONDS, times


def test_nothing_scrolls_sideways_down_to_720(page, world):
    source(world)
    for width in (1440, 900, 720):
        page.set_viewport_size({'width': width, 'height': 900})
        for path in PAGES:
            page.goto(path)
            settled(page)
            over = page.evaluate('[document.documentElement, document.getElementById("main")]'
                                 '.map((one) => one.scrollWidth - one.clientWidth)')
            assert max(over) <= 0, (width, path, over)
