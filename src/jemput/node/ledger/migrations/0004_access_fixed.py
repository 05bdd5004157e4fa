"""The database refuses to change a reading, and to delete one within a year of it."""

from django.db import migrations


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION ledger_access_young() RETURNS trigger AS $$ BEGIN "
            "IF OLD.at > now() - interval '365 days' THEN "
            "RAISE EXCEPTION 'a reading is kept for a year'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER ledger_access_update BEFORE UPDATE ON ledger_access "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
        schema_editor.execute(
            "CREATE TRIGGER ledger_access_delete BEFORE DELETE ON ledger_access "
            "FOR EACH ROW EXECUTE FUNCTION ledger_access_young()"
        )
        return
    schema_editor.execute(
        "CREATE TRIGGER ledger_access_update BEFORE UPDATE ON ledger_access "
        "BEGIN SELECT RAISE(ABORT, 'a reading is never changed'); END"
    )
    schema_editor.execute(
        "CREATE TRIGGER ledger_access_delete BEFORE DELETE ON ledger_access "
        "WHEN julianday(OLD.at) > julianday('now') - 365 "
        "BEGIN SELECT RAISE(ABORT, 'a reading is kept for a year'); END"
    )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_access_young() CASCADE")
        schema_editor.execute("DROP TRIGGER ledger_access_update ON ledger_access")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER ledger_access_{verb}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_access")]
    operations = [migrations.RunPython(forbid, allow)]
