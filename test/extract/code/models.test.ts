import { describe, expect, it } from "vitest";
import { readCode } from "../../../src/extract/code/read-code.ts";
import type { DeclaredTable } from "../../../src/model/declaration.ts";
import { keyOf } from "../../../src/model/name.ts";

async function tablesOf(path: string, text: string): Promise<readonly DeclaredTable[]> {
  const readings = await readCode([{ path, text }]);
  return readings.flatMap(({ declarations }) => declarations.flatMap(({ tables }) => tables));
}

/** Each table as `name: column type null`, in PostgreSQL's words; `?` where the model leaves it open. */
async function declared(path: string, text: string): Promise<readonly string[]> {
  return (await tablesOf(path, text)).map(({ name, columns }) => {
    const parts = columns.map((column) => {
      const nullable = column.nullable === undefined ? "?" : column.nullable ? "null" : "not null";
      return `${column.name} ${column.type?.postgresql ?? "?"} ${nullable}${column.primaryKey ? " key" : ""}`;
    });
    return `${keyOf(name)}: ${parts.join(", ")}`;
  });
}

describe("Prisma", () => {
  const prisma = (body: string) => declared("prisma/schema.prisma", body);

  it("declares fields as columns, under the names and types that they are mapped to", async () => {
    const text = `model User {
  id    Int      @id @default(autoincrement())
  mail  String   @unique @map("e_mail") @db.VarChar(255) // for mail
  at    DateTime @default(now()) @db.Timestamptz(6)
  role  Role?
  tags  String[]

  @@map("users")
  @@schema("auth")
}
enum Role {
  USER
  @@map("user_role")
}`;
    expect(await prisma(text)).toEqual([
      'auth.users: id integer not null key, e_mail varchar(255) not null, at timestamptz(6) not null, role "user_role" null, tags text[] ?',
    ]);
  });

  it("knows relations from columns, and a composite key", async () => {
    const text = `model A {
  x Int
  y Int
  b B? @relation(fields: [x], references: [id])
  c Elsewhere[]
  @@id([x, y])
}
model B {
  id Int @id
  as A[]
}`;
    expect(await prisma(text)).toEqual([
      "A: x integer not null key, y integer not null key",
      "B: id integer not null key",
    ]);
  });

  it("gives types in the provider's dialect alone, and none for MongoDB", async () => {
    const model = "model a {\n  id Int @id\n}\n";
    expect(await prisma(`datasource db {\n  provider = "mysql"\n}\n${model}`)).toEqual(["a: id ? not null key"]);
    expect(await prisma(`datasource db {\n  provider = "mongodb"\n}\n${model}`)).toEqual([]);
  });

  it("reads around a line that is none", async () => {
    const [reading] = await readCode([{ path: "a.prisma", text: "model a {\n  id Int @id\n  )( what\n  b Int\n}\n" }]);
    expect(reading?.declarations[0]?.tables[0]?.columns.map(({ name }) => name)).toEqual(["id", "b"]);
    expect(reading?.diagnostics.map(({ at }) => at.start.line)).toEqual([3]);
  });
});

describe("SQLAlchemy", () => {
  const python = (body: string) => declared("app/models.py", body);

  it("declares columns of classes with a table's name", async () => {
    const text = `class User(Base):
    __tablename__ = "users"
    __table_args__ = (Index("ix", "email", unique=True), {"schema": "auth"})

    id = Column(Integer, primary_key=True)
    email = Column("e_mail", String(255), nullable=False, unique=True)
    made = sa.Column(sa.DateTime(timezone=True), server_default=func.now())
    price = Column(Numeric(10, 2))
    org_id = Column(ForeignKey("orgs.id"), nullable=False)
    orders = relationship("Order")
    tags = Column(ARRAY(Text))
    own = Column(Money())
`;
    expect(await python(text)).toEqual([
      "auth.users: id integer not null key, e_mail varchar(255) not null, made timestamp with time zone null, price numeric(10,2) null, org_id ? not null, tags text[] null, own ? null",
    ]);
  });

  it("takes nullability from annotations, and leaves open which type they stand for", async () => {
    const text = `class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Optional[str]]
    nick: Mapped[str | None] = mapped_column(String(30))
    age: Mapped[int]
    orders: Mapped[list["Order"]] = relationship()
    org: Mapped["Org"]
`;
    expect(await python(text)).toEqual([
      "users: id ? not null key, name ? null, nick varchar(30) null, age ? not null",
    ]);
  });

  it("reads Table(…), and nothing whose name is worked out", async () => {
    expect(
      await python('users = Table("users", metadata, Column("id", Integer, primary_key=True), Column("n", Text))\n'),
    ).toEqual(["users: id integer not null key, n text null"]);
    expect(await python('class A(Base):\n    __tablename__ = prefix + "a"\n    id = Column(Integer)\n')).toEqual([]);
    expect(await python("class Mixin:\n    made = Column(DateTime)\n")).toEqual([]);
  });
});

describe("Django", () => {
  const django = (body: string, path = "shop/orders/models.py") =>
    declared(path, `from django.db import models\n${body}`);

  it("names tables, keys and foreign keys as Django does", async () => {
    const text = `class LineItem(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, null=True)
    sku = models.CharField(max_length=40, db_column="item_sku")
    price = models.DecimalField(max_digits=10, decimal_places=2)
    made = models.DateTimeField(auto_now_add=True)
    tags = models.ManyToManyField(Tag)
`;
    expect(await django(text)).toEqual([
      "orders_lineitem: id ? not null key, order_id ? null, item_sku varchar(40) not null, price numeric(10,2) not null, made timestamp with time zone not null",
    ]);
  });

  it("follows Meta and abstract parents", async () => {
    const text = `class Stamped(models.Model):
    made = models.DateField()
    class Meta:
        abstract = True
class A(Stamped):
    code = models.CharField(primary_key=True, max_length=3)
    class Meta:
        db_table = "a_table"
class Theirs(models.Model):
    x = models.TextField()
    class Meta:
        managed = False
`;
    expect(await django(text)).toEqual(["a_table: made date not null, code varchar(3) not null key"]);
  });

  it("leaves forms and plain classes alone", async () => {
    expect(await django("class F(forms.Form):\n    a = forms.CharField(max_length=3)\nclass B:\n    x = 1\n")).toEqual(
      [],
    );
  });
});

describe("TypeORM", () => {
  it("declares what its decorators say, and leaves open what a naming strategy decides", async () => {
    const text = `@Entity("users")
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column({ type: "varchar", length: 255, nullable: true }) email?: string;
  @Column({ name: "made_at", type: "timestamp with time zone" }) madeAt: Date;
  @Column() firstName: string;
  @OneToMany(() => Order, (order) => order.user) orders: Order[];
}
@Entity() class OrderLine { @PrimaryColumn("uuid") id: string }
class Plain { id = 1 }
`;
    expect(await declared("src/user.entity.ts", text)).toEqual([
      "users: id ? not null key, email varchar(255) null, made_at timestamp with time zone not null",
      "order_line: id uuid not null key",
    ]);
  });
});
