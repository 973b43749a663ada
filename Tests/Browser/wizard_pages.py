"""The wizard as it is seen: both themes, two widths, both languages, without violations, and within its budgets."""

import re
import time

from playwright.sync_api import expect

from access import look_at_all, settled
from flows import alone, box, looks, unique
from migrations import SCHEMA
from wizard import draft, objects_page, only_schema, opened, row, chosen, tree, with_objects
from wizard_drafts import change_theirs

TABLES = 10_000
USABLE_SECONDS = 1
TICK_MILLISECONDS = 100
FILTER_MILLISECONDS = 100
FRAMES_PER_SECOND = 50
ROWS_IN_DOCUMENT = 160


def large_catalogue():
    """Ten thousand objects as the server would list them."""
    subjects = ('INVOICE', 'ORDER', 'PART', 'STORE', 'PAYMENT', 'LEDGER', 'CUSTOMER', 'SHIPMENT', 'TAX', 'RATE')
    kinds = ['view' if at % 17 == 0 else 'sequence' if at % 101 == 0 else 'table' for at in range(TABLES)]
    return {
        'asOf': int(time.time() * 1000), 'schemas': [f'APP{number}' for number in range(10)],
        'schema': [at * 10 // TABLES for at in range(TABLES)],
        'name': [f'{subjects[at % 10]}_{subjects[at // 7 % 10]}_{at:05d}' for at in range(TABLES)], 'kind': kinds,
        'rows': [at * 37 % 9_000_000 if kinds[at] == 'table' else None for at in range(TABLES)],
        'bytes': [at * 4_441 % 9_000_000_000 if kinds[at] == 'table' else None for at in range(TABLES)],
        'flags': [['noKey'] if at % 31 == 0 and kinds[at] == 'table' else ['temporary'] if at % 97 == 0
                  and kinds[at] == 'table' else ['partitioned'] if at % 13 == 0 else [] for at in range(TABLES)]}


def with_large_catalogue(page):
    catalogue = large_catalogue()
    page.route('**/api/v1/datasources/*/objects*', lambda route: route.fulfill(json=catalogue))


def pane_button(page, name):
    return page.get_by_role('button', name=name, exact=True)


# ------------------------------------------------------------------ what is seen


def wizard_states(page, world):
    """Name and steps of every page and state."""
    world.migrations.sources()
    seen = {'seen': ['endpoints', 'types', 'objects', 'options']}
    large = draft(world, objects=with_objects(), wizard=seen)
    small = draft(world, objects=with_objects(['ORDERS', 'PRODUCTS']), wizard=seen)
    bare = draft(world, name=None, source=None, destination=None)

    def go(made, name, query=''):
        page.unroute_all(behavior='wait')
        page.goto(f'/migration/new/{made["id"]}/{name}{query}')
        expect(page.locator('.wiz-body')).to_be_visible()

    def bare_endpoints():
        go(bare, 'endpoints')
        page.locator('.wiz-foot .btn.primary').click()
        expect(page.get_by_text('This is needed.').first).to_be_visible()

    def tested():
        go(small, 'endpoints')
        end = page.get_by_role('region', name='Source', exact=True)
        end.get_by_role('button', name='Test connection').click()
        expect(end.locator('.step-row').first).to_be_visible(timeout=30_000)

    def large_objects(query='?q=invoice'):
        page.unroute_all(behavior='wait')
        with_large_catalogue(page)
        page.goto(f'/migration/new/{large["id"]}/objects{query}')
        expect(tree(page).locator('tr[data-key]').first).to_be_visible()
        pane_button(page, 'Select shown').click()

    def small_objects():
        go(small, 'objects')
        expect(row(chosen(page), 'ORDERS')).to_be_visible()

    def wrong_names():
        wishes = {f'{SCHEMA}.ORDERS': {'rename': 'products'}, f'{SCHEMA}.CUSTOMERS': {'rename': 'x' * 80}}
        go(draft(world, objects={**with_objects(['ORDERS', 'PRODUCTS', 'CUSTOMERS']), 'tables': wishes}), 'objects')
        expect(page.get_by_text('would have one name')).to_be_visible()

    def settings():
        go(small, 'objects', '?table=SHOP.ORDERS')
        dialog = page.get_by_role('dialog')
        expect(dialog.locator('table.columns tbody tr')).not_to_have_count(0, timeout=20_000)
        dialog.get_by_role('textbox').fill("STATUZ = 'open'")
        dialog.get_by_role('button', name='Check on source').click()
        expect(dialog.locator('.filter-error')).to_be_visible(timeout=20_000)

    def imported():
        small_objects()
        pane_button(page, 'Import').click()
        dialog = page.get_by_role('dialog', name='Import objects')
        dialog.get_by_role('textbox').fill('SHOP.CUSTOMERS\nSHOP.NOPE\nSHOP.ORDERS')
        pane_button(page, 'Check').click()
        expect(dialog.locator('.outcome')).to_be_visible(timeout=20_000)

    def renamed():
        small_objects()
        pane_button(page, 'Rename').click()
        page.get_by_label('Prefix optional').fill('old_')
        expect(page.get_by_text('old_orders')).to_be_visible()

    def rules():
        go(draft(world, objects={'include': ['SHOP.ORDER*', 'SHOP.CUSTOMERS=people.*', 'WRONG'],
                                 'exclude': ['SHOP.*_LINES']}, wizard={'mode': 'rules', **seen}), 'objects')
        expect(page.get_by_label('Include')).to_be_visible()

    def nothing_seen():
        page.unroute_all(behavior='wait')
        page.route('**/api/v1/datasources/*/objects*', lambda route: route.fulfill(json={
            'asOf': 0, 'schemas': [], 'schema': [], 'name': [], 'kind': [], 'rows': [], 'bytes': [], 'flags': []}))
        page.goto(f'/migration/new/{small["id"]}/objects')
        expect(page.get_by_text('This account sees no table')).to_be_visible()

    def unread():
        page.unroute_all(behavior='wait')
        page.route('**/api/v1/datasources/*/objects*', lambda route: route.fulfill(
            status=502, json={'error': {'code': 'source', 'message': 'The source does not answer.',
                                        'hint': 'Test the connection.', 'request_id': 'rq_1'}}))
        page.goto(f'/migration/new/{small["id"]}/objects')
        expect(page.get_by_text('could not be read')).to_be_visible()

    def custom():
        go(small, 'options')
        page.get_by_role('radio', name=re.compile('^Custom')).check()
        page.get_by_text('Advanced parameters').click()
        box(page, 'Parts at once').fill('99')
        expect(page.get_by_text('Enter a number from 1 to 64.')).to_be_visible()

    def precheck():
        go(draft(world, objects=with_objects(['ORDERS', 'VISITS']), wizard=seen), 'precheck')
        expect(page.get_by_role('button', name='Check all again')).to_be_enabled(timeout=60_000)
        expect(page.locator('.check-row')).not_to_have_count(0)

    def running():
        page.unroute_all(behavior='wait')

        def still(route):
            answer = route.fetch()
            body = answer.json()
            route.fulfill(response=answer, json={
                **body, 'running': True, 'progress': {'done': 12, 'total': 31, 'activity': 'Reads the definitions.'}})

        page.route('**/api/v1/projects/*/precheck', still)
        page.goto(f'/migration/new/{draft(world, objects=with_objects())["id"]}/precheck')
        expect(page.get_by_text('12 of 31 checked')).to_be_visible()

    def stale():
        go(small, 'endpoints')
        change_theirs(world, small, name=unique('theirs'), tags=['theirs'])
        box(page, 'Project name').fill(unique('mine'))
        expect(page.get_by_role('dialog', name='Somebody changed this meanwhile')).to_be_visible()

    yield 'wizard endpoints', lambda: go(small, 'endpoints')
    yield 'wizard endpoints missing', bare_endpoints
    yield 'wizard endpoints tested', tested
    yield 'wizard types', lambda: go(small, 'types')
    yield 'wizard objects large', large_objects
    yield 'wizard objects issues', lambda: large_objects('?view=issues')
    yield 'wizard objects', small_objects
    yield 'wizard names', wrong_names
    yield 'wizard table', settings
    yield 'wizard import', imported
    yield 'wizard rename', renamed
    yield 'wizard rules', rules
    yield 'wizard nothing seen', nothing_seen
    yield 'wizard unread', unread
    yield 'wizard options', lambda: go(small, 'options')
    yield 'wizard options custom', custom
    yield 'wizard precheck', precheck
    yield 'wizard precheck running', running
    yield 'wizard stale', stale
    page.unroute_all(behavior='wait')


@looks
def test_every_state_of_the_wizard_in_both_themes(page, world):
    look_at_all(page, world, wizard_states)


def test_wizard_in_chinese(page, world):
    page.goto('/overview')
    page.evaluate('localStorage.setItem("language", "zh")')
    made = draft(world, objects=with_objects(['ORDERS']))
    words = {'endpoints': '项目名称', 'types': '结构迁移', 'objects': '已选', 'options': '全量迁移速度',
             'precheck': '全部重新检查'}
    for name, text in words.items():
        page.goto(f'/migration/new/{made["id"]}/{name}')
        expect(page.get_by_text(text).first).to_be_visible(timeout=30_000)
        shown = page.locator('#main').inner_text()
        assert 'wizard.' not in shown, shown


def test_wizard_does_not_scroll_sideways(page, world):
    made = draft(world, objects=with_objects(['ORDERS']))
    for width in (1440, 900, 720):
        page.set_viewport_size({'width': width, 'height': 900})
        for name in ('endpoints', 'types', 'objects', 'options'):
            page.goto(f'/migration/new/{made["id"]}/{name}')
            expect(page.locator('.wiz-body')).to_be_visible()
            settled(page)
            over = page.evaluate('["html", ".wiz", ".wiz-body"].map((name) => document.querySelector(name))'
                                 '.map((one) => one.scrollWidth - one.clientWidth)')
            assert max(over) <= 0, (width, name, over)


# ------------------------------------------------------------------ budgets


@alone
def test_ten_thousand_tables_are_usable_at_once(page, world):
    with_large_catalogue(page)
    made = draft(world, objects=with_objects())
    opened = []
    for _ in range(3):
        # A page that is loaded anew has read nothing yet.
        page.goto(f'/migration/new/{made["id"]}/types')
        expect(page.locator('.types')).to_be_visible()
        settled(page)
        opened.append(page.evaluate("""async () => {
            const start = performance.now();
            document.querySelectorAll('.wsteps a')[2].click();
            while (!document.querySelector('.gr tr[data-key]')) await new Promise(requestAnimationFrame);
            return performance.now() - start;
        }"""))
    usable = min(opened)
    assert page.locator('tr[data-key]').count() < ROWS_IN_DOCUMENT, 'only the rows in view are in the document'
    ticks = best(page, """async () => {
        const buttons = [...document.querySelectorAll('.pane-head button')];
        const start = performance.now();
        buttons.find((one) => one.textContent.trim() === 'Select shown').click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const elapsed = performance.now() - start;
        buttons.find((one) => one.textContent.trim() === 'Unselect shown').click();
        return elapsed;
    }""")
    filters = best(page, """async () => {
        const field = document.querySelector('.pane .search input');
        const count = document.querySelector('.pane-count');
        field.value = field.value === 'invoice' ? 'INVOICE_*' : 'invoice';
        const start = performance.now();
        field.dispatchEvent(new Event('input'));
        const before = count.textContent;
        const changed = new Promise((done) => new MutationObserver(done).observe(
            count, { childList: true, characterData: true, subtree: true }));
        await changed;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - start - 120;
    }""")
    page.get_by_role('searchbox').first.fill('')
    page.get_by_role('searchbox').first.press('Escape')
    tree(page).locator('tr.is-schema').first.click()
    frames = page.evaluate("""async () => {
        const frame = document.querySelector('.gr');
        let count = 0;
        const start = performance.now();
        while (performance.now() - start < 2000) {
            frame.scrollTop += 45;
            await new Promise(requestAnimationFrame);
            count += 1;
        }
        return count / 2;
    }""")
    print(f'usable {usable:.0f} ms, tick all {ticks:.0f} ms, filter {filters:.0f} ms, {frames:.0f} frames/s … ', end='')
    assert usable < USABLE_SECONDS * 1000, usable
    assert ticks < TICK_MILLISECONDS, ticks
    assert filters < FILTER_MILLISECONDS, filters
    assert frames > FRAMES_PER_SECOND, frames


def best(page, measure):
    """Of five: other programs may hold the processor for a moment."""
    times = []
    for _ in range(5):
        times.append(page.evaluate(measure))
        page.wait_for_timeout(200)
    return min(times)
