"""Data sources of each kind: what the form asks for, what the test finds, rights with their GRANT, uses."""

import re

from playwright.sync_api import expect

import access
from flows import box, looks, row_of, rows, source, unique, visit
from migrations import HOST, SERVICE, SMALL


def weak_account(world):
    """An account of Decoy that may sign in and nothing else."""
    world.migrations.sources()
    name = unique('WEAK').replace('-', '').upper()
    world.migrations.decoy.run(f'CREATE USER {name} IDENTIFIED BY secret\n/\nGRANT CREATE SESSION TO {name}')
    return name


def new_form(page, kind):
    visit(page, '/sources?edit=new')
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Kind').select_option(kind)
    return dialog


def fill(dialog, **values):
    for label, value in values.items():
        dialog.get_by_label(label.replace('_', ' '), exact=False).first.fill(str(value))


def test_each_kind_asks_for_what_it_needs(page, world):
    dialog = new_form(page, 'oracle')
    expect(dialog.get_by_label('Service name')).to_be_visible()
    expect(dialog.get_by_label('SID')).to_be_visible()
    expect(dialog.get_by_label('Port')).to_have_value('1521')
    expect(dialog.get_by_label('Role')).to_be_visible()
    expect(dialog.get_by_label('Wallet folder')).to_have_count(0)
    dialog.get_by_label('Encryption').select_option('required')
    expect(dialog.get_by_label('Wallet folder')).to_be_visible()
    expect(dialog.get_by_label('CA certificate file')).to_have_count(0)
    dialog.get_by_label('Encryption').select_option('verified')
    expect(dialog.get_by_label('CA certificate file')).to_be_visible()
    dialog.get_by_label('Kind').select_option('oceanbase')
    expect(dialog.get_by_label('Tenant')).to_be_visible()
    expect(dialog.get_by_label('Database')).to_be_visible()
    expect(dialog.get_by_label('SID')).to_have_count(0)
    expect(dialog.get_by_label('Port')).to_have_value('2881')
    dialog.get_by_label('Kind').select_option('mysql')
    expect(dialog.get_by_label('Port')).to_have_value('3306')
    expect(dialog.get_by_label('Tenant')).to_have_count(0)


def test_an_oracle_source_tells_the_missing_rights_with_their_grants(page, world):
    account = weak_account(world)
    name = unique('weak')
    dialog = new_form(page, 'oracle')
    box(dialog, 'Name').fill(name)
    box(dialog, 'Host').fill(HOST)
    box(dialog, 'Port').fill(str(world.migrations.decoy.port))
    box(dialog, 'User').fill(account)
    dialog.get_by_label('Password').fill('secret')
    dialog.get_by_label('Service name').fill(SERVICE)
    dialog.get_by_role('button', name='Test connection').click()
    expect(dialog.locator('.verdict')).to_be_visible(timeout=60_000)
    rights = dialog.locator('.step-row', has_text='Rights').first
    expect(rights).to_contain_text('Attention')
    expect(rights).to_contain_text(f'TO {account};')
    dialog.get_by_role('button', name='Save', exact=True).click()
    row = row_of(page, name)
    expect(row).to_contain_text('missing', timeout=20_000)
    row.click()
    drawer = page.get_by_role('dialog', name='Data source', exact=True)
    missing = drawer.locator('.rights li', has_text='Missing')
    expect(missing.first).to_be_visible()
    expect(missing.first.locator('code')).to_have_text(re.compile(f'^GRANT .* TO "?{account}"?'))
    expect(drawer.get_by_role('heading', name='Capabilities')).to_be_visible()
    missing.first.get_by_role('button', name='Copy').click()
    expect(page.locator('.toasts')).to_contain_text('Copied')


def test_a_wrong_password_shows_which_step_failed_and_what_was_not_tried(page, world):
    world.migrations.sources()
    dialog = new_form(page, 'oracle')
    box(dialog, 'Name').fill(unique('wrong'))
    box(dialog, 'Host').fill(HOST)
    box(dialog, 'Port').fill(str(world.migrations.decoy.port))
    box(dialog, 'User').fill('SHOP')
    dialog.get_by_label('Password').fill('not it')
    dialog.get_by_label('Service name').fill(SERVICE)
    dialog.get_by_role('button', name='Test connection').click()
    expect(dialog.locator('.verdict')).to_contain_text('does not work yet', timeout=60_000)
    expect(dialog.locator('.step-row.is-failed')).to_contain_text('Sign-in')
    expect(dialog.locator('.step-row.is-skipped').first).to_be_visible()
    expect(dialog.get_by_role('button', name='Save untested')).to_be_visible()


def test_a_source_in_use_shows_its_projects_and_is_not_deleted(page, world):
    made = world.migrations.project(unique('user'), include=SMALL)
    identifier = world.migrations.ends['source']
    name = world.api.call('GET', f'/datasources/{identifier}')['name']
    visit(page, f'/sources?open={identifier}')
    drawer = page.get_by_role('dialog', name='Data source', exact=True)
    expect(drawer.get_by_role('link', name=re.compile('^Show .* projects?$'))).to_be_visible()
    drawer.get_by_role('button', name='Delete…').click()
    dialog = page.get_by_role('dialog', name=f'{name} is in use')
    expect(dialog).to_contain_text(made['name'])
    expect(dialog.get_by_role('button', name='Delete')).to_have_count(0)
    dialog.get_by_role('link', name='Show the projects').click()
    expect(page).to_have_url(re.compile(f'/migration.source={identifier}'))
    expect(page.locator('.tag.closes')).to_contain_text(name)
    page.get_by_role('searchbox').fill(made['name'])
    expect(row_of(page, made['name'])).to_have_count(1)
    page.get_by_role('button', name='Clear the filter').click()
    expect(page.locator('.tag.closes')).to_have_count(0)
    # The server refuses it too, whoever asks.
    answer = world.api.call('DELETE', f'/datasources/{identifier}', allow=(409,))
    assert made['name'] in str(answer), answer




def test_a_source_tells_what_it_can_do_and_which_drafts_name_it(page, world):
    ends = world.migrations.sources()
    name = unique('draft')
    draft = world.api.call('POST', '/drafts', {'content': {'name': name, 'source': {'dataSource': ends['source']}}})
    visit(page, f'/sources?open={ends["source"]}')
    drawer = page.get_by_role('dialog', name='Data source', exact=True)
    for text in ('Consistent reads', 'Character sets', 'Supplemental logging'):
        expect(drawer.locator('.abilities li', has_text=text)).to_be_visible()
    # What is missing is told as such, not by its colour alone.
    expect(drawer.locator('.abilities li', has_text='Supplemental logging')).to_contain_text('Missing')
    expect(drawer.locator('.rights li', has_text='Present').first).to_be_visible()
    drawer.get_by_role('link', name=name).click()
    expect(page).to_have_url(re.compile(f'/migration/new/{draft["id"]}'))
    world.api.call('DELETE', f'/drafts/{draft["id"]}')


def test_a_change_of_a_used_source_is_announced(page, world):
    world.migrations.project(unique('user'), include=SMALL)
    visit(page, f'/sources?edit={world.migrations.ends["source"]}')
    expect(page.get_by_role('dialog')).to_contain_text(re.compile('use this connection|uses this connection'))


def test_sources_are_filtered_by_kind_region_and_text(page, world):
    world.migrations.sources()
    run = world.migrations.run
    visit(page, f'/sources?q={run}')
    expect(rows(page)).to_have_count(4)
    page.get_by_role('combobox', name='Kind').select_option('oracle')
    expect(rows(page)).to_have_count(1)
    page.get_by_role('combobox', name='Kind').select_option('')
    page.get_by_role('combobox', name='Region').select_option('cn-shanghai')
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile('region=cn-shanghai'))
    expect(rows(page).first).to_contain_text('Saved untested')


def test_a_source_is_copied_without_its_password(page, world):
    made = source(world)
    visit(page, f'/sources?q={made["name"]}')
    row_of(page, made['name']).get_by_role('button', name='Actions').click()
    page.get_by_role('menuitem', name='Copy').click()
    dialog = page.get_by_role('dialog')
    expect(box(dialog, 'Name')).to_have_value(f'{made["name"]} copy')
    expect(dialog.get_by_label('Password')).to_have_value('')
    expect(dialog).to_contain_text('A password is not copied.')
    dialog.get_by_role('button', name='Save untested').click()
    expect(row_of(page, f'{made["name"]} copy')).to_contain_text('Saved untested')


def test_what_is_too_long_is_told_beside_every_field(page, world):
    form = new_form(page, 'oracle')
    fields = form.locator('input:not([readonly]), textarea')
    for place in range(fields.count()):
        fields.nth(place).evaluate(
            "one => { one.value = 'x'.repeat(10000); one.dispatchEvent(new Event('input', { bubbles: true })); }")
    form.get_by_role('button', name='Save untested').click()
    expect(form.locator('[aria-invalid=true]')).to_have_count(fields.count())
    expect(box(form, 'Name')).to_be_focused()


def states(page, world):
    world.migrations.sources()
    ends = world.migrations.ends
    account = weak_account(world)
    weak = world.migrations.add_source(
        unique('weak'), 'oracle', world.migrations.decoy.port, account, 'secret', SERVICE)
    world.api.call('POST', f'/datasources/{weak}/actions/test')

    def kind(name):
        new_form(page, name)

    def restored():
        box(new_form(page, 'oracle'), 'Name').fill('half')
        page.reload()
        expect(page.get_by_role('dialog')).to_contain_text('without the password')
        # What comes after this state meets an empty form again.
        page.evaluate('sessionStorage.clear()')

    def used():
        visit(page, f'/sources?open={ends["source"]}')
        page.get_by_role('button', name='Delete…').click()
        expect(page.get_by_role('dialog', name=re.compile('is in use$'))).to_be_visible()

    world.migrations.project(unique('user'), include=SMALL)
    yield 'sources', lambda: visit(page, f'/sources?q={world.migrations.run}')
    yield 'source oracle', lambda: visit(page, f'/sources?open={ends["source"]}')
    yield 'source oceanbase', lambda: visit(page, f'/sources?open={ends["destination"]}')
    yield 'source lacks rights', lambda: visit(page, f'/sources?open={weak}')
    yield 'source new oracle', lambda: kind('oracle')
    yield 'source new oceanbase', lambda: kind('oceanbase')
    yield 'source new mysql', lambda: kind('mysql')
    yield 'source restored', restored
    yield 'source edit used', lambda: visit(page, f'/sources?edit={ends["source"]}')
    yield 'source in use', used


@looks
def test_every_state_of_data_sources_in_both_themes(page, world):
    access.look_at_all(page, world, states)
