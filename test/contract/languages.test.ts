import { describe, expect, test } from "vitest";
import { databaseContract, inWords } from "./reading.ts";

type Words = {
  readonly tables: string;
  readonly created: string;
  readonly columns: string;
  readonly header: string;
  readonly yes: string;
  readonly no: string;
  readonly indexes: string;
  readonly index: string;
  readonly foreignKeys: string;
  readonly foreignKey: string;
  readonly usedBy: string;
  readonly history: string;
  readonly breaking: string;
  readonly rollback: string;
  readonly checklist: string;
};

const languages: Record<string, Words> = {
  German: {
    tables: "Tabellen",
    created: "Erstellt",
    columns: "Spalten",
    header: "Spalte | Datentyp | Pflicht | Beschreibung",
    yes: "nein",
    no: "ja",
    indexes: "Indizes",
    index: "Indexname | Spalten",
    foreignKeys: "Fremdschlüssel",
    foreignKey: "Name | Spalte | Referenz | Bei Löschung",
    usedBy: "Verwendet von",
    history: "Migrationshistorie",
    breaking: "Inkompatible Änderung",
    rollback: "Rollback-Plan",
    checklist: "Checkliste",
  },
  French: {
    tables: "Tables de la base",
    created: "Créé le",
    columns: "Colonnes",
    header: "Colonne | Type de données | Obligatoire | Description",
    yes: "non",
    no: "oui",
    indexes: "Index",
    index: "Nom de l'index | Colonnes",
    foreignKeys: "Clés étrangères",
    foreignKey: "Nom | Colonne | Référence | À la suppression",
    usedBy: "Utilisé par",
    history: "Historique des migrations",
    breaking: "Changement majeur",
    rollback: "Plan de retour arrière",
    checklist: "Liste de contrôle",
  },
  Spanish: {
    tables: "Tablas",
    created: "Creado",
    columns: "Columnas",
    header: "Columna | Tipo de dato | Obligatorio | Descripción",
    yes: "no",
    no: "sí",
    indexes: "Índices",
    index: "Nombre del índice | Columnas",
    foreignKeys: "Claves foráneas",
    foreignKey: "Nombre | Columna | Referencia | Al eliminar",
    usedBy: "Usado por",
    history: "Historial de migraciones",
    breaking: "Cambio incompatible",
    rollback: "Plan de reversión",
    checklist: "Lista de verificación",
  },
  Portuguese: {
    tables: "Tabelas",
    created: "Criado em",
    columns: "Colunas",
    header: "Coluna | Tipo de dados | Obrigatório | Descrição",
    yes: "não",
    no: "sim",
    indexes: "Índices",
    index: "Nome do índice | Colunas",
    foreignKeys: "Chaves estrangeiras",
    foreignKey: "Nome | Coluna | Referência | Ao excluir",
    usedBy: "Usado por",
    history: "Histórico de migrações",
    breaking: "Mudança incompatível",
    rollback: "Plano de reversão",
    checklist: "Lista de verificação",
  },
  Chinese: {
    tables: "数据表",
    created: "创建日期",
    columns: "字段",
    header: "字段名 | 数据类型 | 可空 | 说明",
    yes: "是",
    no: "否",
    indexes: "索引",
    index: "索引名 | 列",
    foreignKeys: "外键",
    foreignKey: "外键名 | 列 | 引用 | 删除时",
    usedBy: "使用方",
    history: "迁移历史",
    breaking: "破坏性变更",
    rollback: "回滚计划",
    checklist: "检查清单",
  },
  Japanese: {
    tables: "テーブル",
    created: "作成日",
    columns: "カラム",
    header: "カラム名 | データ型 | NULL許可 | 説明",
    yes: "はい",
    no: "いいえ",
    indexes: "インデックス",
    index: "インデックス名 | カラム",
    foreignKeys: "外部キー",
    foreignKey: "外部キー名 | カラム | 参照先 | 削除時",
    usedBy: "使用元",
    history: "マイグレーション履歴",
    breaking: "破壊的変更",
    rollback: "ロールバック計画",
    checklist: "チェックリスト",
  },
  Russian: {
    tables: "Таблицы",
    created: "Создано",
    columns: "Столбцы",
    header: "Столбец | Тип данных | Обязательное | Описание",
    yes: "нет",
    no: "да",
    indexes: "Индексы",
    index: "Имя индекса | Столбцы",
    foreignKeys: "Внешние ключи",
    foreignKey: "Имя | Столбец | Ссылка | При удалении",
    usedBy: "Используется в",
    history: "История миграций",
    breaking: "Критическое изменение",
    rollback: "План отката",
    checklist: "Контрольный список",
  },
};

describe.each(Object.entries(languages))("%s", (_, words) => {
  const colon = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(words.tables) ? "：" : ":";
  const rows = (header: string, ...lines: string[]) =>
    [
      `| ${header} |`,
      `|${header
        .split("|")
        .map(() => "---|")
        .join("")}`,
      ...lines.map((line) => `| ${line} |`),
    ].join("\n");
  const contract = databaseContract(
    [
      "# X",
      `## ${words.tables}`,
      "### `customers`",
      `**${words.created}${colon}** 2026-01-01`,
      `#### ${words.columns}`,
      rows(words.header, `id | INTEGER | ${words.no} | x`, `city_id | INTEGER | ${words.yes} | y`),
      `#### ${words.indexes}`,
      rows(words.index, "idx_city | city_id"),
      `#### ${words.foreignKeys}`,
      rows(words.foreignKey, "fk_city | city_id | cities(id) | CASCADE"),
      `**${words.usedBy}${colon}**`,
      "- `shop`",
      `## ${words.history}`,
      "### 0001_init",
      `**${words.rollback}${colon}** DROP TABLE customers`,
      `- **${words.breaking}${colon}** ${words.no === "否" || words.no === "いいえ" ? words.no : words.yes}`,
      `## ${words.checklist}`,
      "- [ ] a",
    ].join("\n\n"),
  );

  test("is read", () => {
    const table = contract.tables.get("customers");
    expect(contract.diagnostics).toEqual([]);
    expect(table?.diagnostics).toEqual([]);
    expect(table?.created?.value).toBe("2026-01-01");
    expect(table?.columns?.map(inWords)).toEqual(["integer not null", "integer null"]);
    expect(table?.indexes?.map(({ name, elements }) => [name, elements])).toEqual([["idx_city", ["city_id"]]]);
    expect(
      table?.foreignKeys?.map(({ name, references, onDelete }) => [name, references.table.name, onDelete]),
    ).toEqual([["fk_city", "cities", "cascade"]]);
    expect(table?.usedBy?.map(({ module }) => module)).toEqual(["shop"]);
    expect(
      contract.migrations.map(({ id, rollbackPlan, breaking }) => [id, rollbackPlan?.value, breaking?.value]),
    ).toEqual([["0001_init", "DROP TABLE customers", false]]);
    expect(contract.checklist).toHaveLength(1);
  });
});
