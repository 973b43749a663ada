"""States of the wizard that no flow stays in: questions, complaints, nothing chosen, loading; and Chinese."""

from playwright.sync_api import expect

from access import look_at_all
from flows import box, looks
from states.answers import let_go, unanswered
from wizard import chosen, draft, row, with_objects

SEEN = {'seen': ['endpoints', 'types', 'objects', 'options']}


def wizard_states(page, world):
    world.migrations.sources()
    small = draft(world, objects=with_objects(['ORDERS', 'PRODUCTS']), wizard=SEEN)
    none = draft(world, objects=with_objects([]), wizard=SEEN)
    good = draft(world, objects=with_objects(['ORDERS', 'CUSTOMERS']), options={'createDatabase': True}, wizard=SEEN)

    def go(made, name, query=''):
        let_go(page)
        page.goto(f'/migration/new/{made["id"]}/{name}{query}')
        expect(page.locator('.wiz-body')).to_be_visible()

    def menu():
        go(small, 'endpoints')
        page.get_by_role('button', name='More').click()

    def discard():
        menu()
        page.get_by_role('menuitem', name='Discard draft…').click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def tagged():
        go(small, 'endpoints')
        box(page, 'Tags optional').fill('a-tag-that-is-far-too-long')
        expect(page.get_by_text('is longer than 20 characters')).to_be_visible()

    def source_form():
        go(small, 'endpoints')
        page.get_by_role('region', name='Destination', exact=True).get_by_role('button', name='Add data source').click()
        expect(page.get_by_role('dialog')).to_be_visible()

    def nothing_chosen():
        go(none, 'objects')
        page.get_by_role('button', name='Next: options').click()

    def no_match():
        go(small, 'objects', '?q=nothing-has-this-name')
        expect(page.get_by_text('Nothing matches')).to_be_visible()

    def renaming():
        go(small, 'objects')
        row(chosen(page), 'ORDERS').focus()
        page.keyboard.press('F2')

    def unsaved():
        go(small, 'endpoints')
        page.route('**/api/v1/drafts/*', lambda route: route.abort() if route.request.method == 'PATCH'
                   else route.continue_())
        box(page, 'Project name').fill('not-saved')
        expect(page.get_by_text('kept in this browser')).to_be_visible()

    def loading():
        let_go(page)
        unanswered(page, '**/api/v1/datasources/*/objects*')
        page.goto(f'/migration/new/{small["id"]}/objects')
        expect(page.locator('.wiz-body')).to_be_visible()

    def advanced():
        go(small, 'options')
        page.get_by_text('Advanced parameters').click()
        page.get_by_role('combobox').last.scroll_into_view_if_needed()

    def passed():
        go(good, 'precheck')
        expect(page.get_by_role('button', name='Check all again')).to_be_enabled(timeout=60_000)

    def gone():
        let_go(page)
        page.goto('/migration/new/df_0000000000/endpoints')
        expect(page.locator('.empty')).to_be_visible()

    yield 'wizard menu', menu
    yield 'wizard discard question', discard
    yield 'wizard tag too long', tagged
    yield 'wizard source form', source_form
    yield 'wizard objects none chosen', nothing_chosen
    yield 'wizard objects no match', no_match
    yield 'wizard name in place', renaming
    yield 'wizard not saved', unsaved
    yield 'wizard objects loading', loading
    yield 'wizard options advanced', advanced
    yield 'wizard precheck passed', passed
    yield 'wizard draft gone', gone
    let_go(page)


@looks
def test_states_of_the_wizard_that_no_flow_stays_in(page, world):
    look_at_all(page, world, wizard_states)


# ------------------------------------------------------------------ in Chinese


def chinese_states(page, world):
    world.migrations.sources()
    made = draft(world, objects=with_objects(['ORDERS', 'VISITS']), wizard=SEEN)
    page.goto('/overview')
    page.evaluate('localStorage.setItem("language", "zh")')

    def go(name, query=''):
        page.goto(f'/migration/new/{made["id"]}/{name}{query}')
        expect(page.locator('.wiz-body')).to_be_visible()
        if name == 'precheck':
            expect(page.get_by_role('button', name='全部重新检查')).to_be_enabled(timeout=60_000)

    for name in ('endpoints', 'types', 'objects', 'options', 'precheck'):
        yield f'in Chinese wizard {name}', lambda name=name: go(name)
    yield 'in Chinese wizard table', lambda: go('objects', '?table=SHOP.ORDERS')
    page.evaluate('localStorage.removeItem("language")')


@looks
def test_the_wizard_in_chinese(page, world):
    look_at_all(page, world, chinese_states)
