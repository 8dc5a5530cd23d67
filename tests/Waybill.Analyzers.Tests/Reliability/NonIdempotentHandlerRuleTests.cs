using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class NonIdempotentHandlerRuleTests
{
    [Theory]
    // Requests.
    [InlineData("await http.[|PostAsync|](\"https://pay\", null);")]
    [InlineData("await http.[|PatchAsync|](\"https://pay\", null, cancellationToken).ConfigureAwait(false);")]
    [InlineData("await http.[|PostAsJsonAsync|](\"https://pay\", order);")]
    [InlineData("await http.[|SendAsync|](new HttpRequestMessage(HttpMethod.Post, \"https://pay\"));")]
    [InlineData(
        "var request = new HttpRequestMessage { Method = HttpMethod.Patch }; await http.[|SendAsync|](request, cancellationToken);"
    )]
    [InlineData("using var request = new HttpRequestMessage(); request.Method = HttpMethod.Post; await http.[|SendAsync|](request);")]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.Add(\"Idempotency-Key\", Guid.NewGuid().ToString()); await http.[|SendAsync|](request);"
    )]
    // Mail, text messages, money.
    [InlineData("await smtp.[|SendMailAsync|](\"shop@example\", order.Email, \"Thanks\", \"…\");")]
    [InlineData("await mail.[|SendAsync|](order.Email);")]
    [InlineData("await Twilio.Rest.Api.V2010.Account.MessageResource.[|CreateAsync|](order.CustomerId, \"Thanks\");")]
    [InlineData("await charges.[|CreateAsync|](new Stripe.ChargeCreateOptions { Amount = 5, Customer = order.CustomerId });")]
    [InlineData(
        "await charges.[|CreateAsync|](new Stripe.ChargeCreateOptions(), new Stripe.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });"
    )]
    // Files and caches.
    [InlineData("await File.[|AppendAllTextAsync|](\"orders.log\", order.OrderId);")]
    [InlineData("File.[|AppendAllLines|](\"orders.log\", [order.OrderId]);")]
    [InlineData("using var writer = new [|StreamWriter|](\"orders.log\", append: true); writer.WriteLine(order.OrderId);")]
    [InlineData("using var stream = new [|FileStream|](\"orders.log\", FileMode.Append);")]
    [InlineData("await redis.[|StringIncrementAsync|](\"orders\");")]
    [InlineData("redis.[|StringIncrement|]($\"orders:{order.CustomerId}\");")]
    [InlineData("await redis.[|ListLeftPushAsync|](\"orders\", order.OrderId);")]
    // Publishes past the context.
    [InlineData("await direct.[|PublishAsync|](new OrderShipped(order.OrderId, order.OrderId));")]
    // Rows.
    [InlineData(
        "db.Payments.[|Add|](new Payment { OrderId = order.OrderId, Amount = order.Amount }); await db.SaveChangesAsync(cancellationToken);"
    )]
    [InlineData("var payment = new Payment { OrderId = order.OrderId }; await db.Payments.[|AddAsync|](payment); db.SaveChanges();")]
    [InlineData("var payment = new Payment(); payment.Amount = order.Amount; db.[|Add|](payment); await db.SaveChangesAsync();")]
    [InlineData("db.Shipments.[|Add|](new Shipment { Id = Guid.NewGuid(), OrderId = order.OrderId }); await db.SaveChangesAsync();")]
    [InlineData(
        "var id = Guid.CreateVersion7(); db.Shipments.[|Add|](new Shipment { Id = id, OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData(
        "db.Payments.[|AddRange|](new Payment { OrderId = order.OrderId }, new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("await documents.[|InsertOneAsync|](new Document { OrderId = order.OrderId });")]
    // Changes that build on the old value.
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); [|account.Balance -= order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData("var account = await accounts.GetAsync(order.CustomerId); [|account.Orders++|]; await accounts.SaveAsync(account);")]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId); if (account is null) return; [|account.Balance = account.Balance + order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId) ?? throw new InvalidOperationException(); [|account.Wallet.Points += 1|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId); if (account is null) { account = new Account { Id = order.CustomerId }; db.Accounts.Add(account); } [|account.Balance += order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (account.Balance < order.Amount) return; [|account.Balance -= order.Amount|]; await accounts.SaveAsync(account);"
    )]
    // SQL.
    [InlineData(
        "await db.Database.[|ExecuteSqlAsync|]($\"INSERT INTO ledger (order_id, amount) VALUES ({order.OrderId}, {order.Amount})\");"
    )]
    [InlineData(
        "await db.Database.[|ExecuteSqlRawAsync|](\"UPDATE accounts SET balance = balance - {0} WHERE id = {1}\", order.Amount, order.CustomerId);"
    )]
    [InlineData("await connection.[|ExecuteAsync|](\"insert into ledger(amount) values (@Amount)\", order);")]
    [InlineData(
        "const string Sql = \"UPDATE stock AS s SET \\\"count\\\" = s.count - @n WHERE sku = @sku\"; await connection.[|ExecuteAsync|](Sql, new { n = 1 });"
    )]
    [InlineData(
        "await connection.[|ExecuteAsync|](\"INSERT INTO totals (id, n) VALUES (@id, 1) ON CONFLICT (id) DO UPDATE SET n = totals.n + 1\", order);"
    )]
    [InlineData(
        "await connection.[|ExecuteAsync|](\"INSERT INTO orders (id, amount) VALUES (@Id, 1)\", new { Id = Guid.NewGuid(), order.Amount });"
    )]
    [InlineData(
        "using var command = connection.CreateCommand(); command.CommandText = \"INSERT INTO ledger (amount) VALUES (1)\"; command.[|ExecuteNonQuery|]();"
    )]
    // Keys that are others each time.
    [InlineData("await bus.PublishAsync(new OrderShipped(Guid.[|NewGuid|]().ToString(), order.OrderId));")]
    [InlineData(
        "var id = $\"S-{Random.Shared.[|Next|]()}\"; var shipped = new OrderShipped(id, order.OrderId); await bus.PublishAsync(shipped);"
    )]
    // A check of something else guards nothing.
    [InlineData("if (order.Amount <= 0) return; await http.[|PostAsync|](\"https://pay\", null);")]
    [InlineData("if (string.IsNullOrEmpty(order.Email)) return; await mail.[|SendAsync|](order.Email);")]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (account.Email is null || !account.WantsMail) return; await mail.[|SendAsync|](account.Email);"
    )]
    [InlineData(
        "var seen = new HashSet<string>(); foreach (var line in order.Lines) { if (!seen.Add(line.Sku)) continue; await mail.[|SendAsync|](line.Sku); }"
    )]
    [InlineData("if (!await db.Accounts.AnyAsync(a => a.Id == order.CustomerId)) return; await mail.[|SendAsync|](order.Email);")]
    [InlineData("await mail.[|SendAsync|](order.Email); if (await inbox.SeenAsync(order.OrderId)) return;")]
    [InlineData(
        "foreach (var line in order.Lines) { if (await inbox.SeenAsync(line.LineId)) break; } await mail.[|SendAsync|](order.Email);"
    )]
    [InlineData(
        "var reply = await http.GetAsync($\"https://stock/{order.OrderId}\"); if (!reply.IsSuccessStatusCode) throw new InvalidOperationException(); await mail.[|SendAsync|](order.Email);"
    )]
    // Wherever it stands in the method.
    [InlineData("await Parallel.ForEachAsync(order.Lines, async (line, token) => await mail.[|SendAsync|](line.Sku, token));")]
    [InlineData("Task Send() => mail.[|SendAsync|](order.Email); await Send();")]
    public Task Reports_an_effect_that_a_second_delivery_repeats(string body) => CheckAsync(InHandler(body));

    [Theory]
    // Requests that may be repeated, and keys that the other end knows.
    [InlineData(
        "await http.GetAsync(\"https://pay\"); await http.PutAsync($\"https://pay/{order.OrderId}\", null); await http.DeleteAsync(\"https://pay\");"
    )]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Put, \"https://pay\"));")]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.Add(\"Idempotency-Key\", order.OrderId); await http.SendAsync(request);"
    )]
    [InlineData(
        "var key = $\"order:{order.OrderId}\"; var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.TryAddWithoutValidation(\"X-Request-Id\", key); await http.SendAsync(request);"
    )]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\") { Headers = { { \"Idempotency-Key\", context.MessageId.ToString() } } }; await http.SendAsync(request);"
    )]
    [InlineData(
        "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 5 }, new Stripe.RequestOptions { IdempotencyKey = order.OrderId });"
    )]
    [InlineData(
        "var options = new Stripe.RequestOptions(); options.IdempotencyKey = \"charge-\" + order.OrderId; await charges.CreateAsync(new Stripe.ChargeCreateOptions(), options);"
    )]
    // Checks.
    [InlineData("if (await inbox.SeenAsync(order.OrderId)) return; await mail.SendAsync(order.Email);")]
    [InlineData("if (!await inbox.TryBeginAsync(context.MessageId)) { return; } await mail.SendAsync(order.Email);")]
    [InlineData("var seen = await inbox.SeenAsync(order.OrderId); if (!seen) { await mail.SendAsync(order.Email); }")]
    [InlineData("if (!s_seen.TryAdd(order.OrderId, 0)) return; await http.PostAsync(\"https://pay\", null);")]
    [InlineData("if (!s_set.Add(order.OrderId)) return; await http.PostAsync(\"https://pay\", null);")]
    [InlineData(
        "if (await db.Payments.AnyAsync(p => p.OrderId == order.OrderId)) return; db.Payments.Add(new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("if (await db.Orders.FindAsync(order.OrderId) is not null) return; await mail.SendAsync(order.Email);")]
    [InlineData(
        "var payment = await db.Payments.SingleOrDefaultAsync(p => p.OrderId == order.OrderId); if (payment is null) { db.Payments.Add(new Payment { OrderId = order.OrderId }); } await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity.Status != OrderStatus.Pending) return; await http.PostAsync(\"https://pay\", null); entity.Status = OrderStatus.Paid; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity is { Status: OrderStatus.Paid }) return; await http.PostAsync(\"https://pay\", null);"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity.PaidAt is null) { await http.PostAsync(\"https://pay\", null); entity.PaidAt = DateTime.UtcNow; await db.SaveChangesAsync(); }"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); switch (entity.Status) { case OrderStatus.Pending: await mail.SendAsync(order.Email); break; }"
    )]
    [InlineData("foreach (var line in order.Lines) { if (await inbox.SeenAsync(line.LineId)) continue; await mail.SendAsync(line.Sku); }")]
    [InlineData(
        "if (!await redis.StringSetAsync($\"seen:{order.OrderId}\", \"1\", null, StackExchange.Redis.When.NotExists)) return; await redis.ListLeftPushAsync(\"orders\", order.OrderId);"
    )]
    [InlineData("if (await redis.StringIncrementAsync($\"seen:{order.OrderId}\") > 1) return; await mail.SendAsync(order.Email);")]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (!account.Applied.Add(order.OrderId)) return; account.Balance -= order.Amount; await accounts.SaveAsync(account);"
    )]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (order.Version <= account.LastVersion) return; account.Balance += order.Amount; account.LastVersion = order.Version; await accounts.SaveAsync(account);"
    )]
    [InlineData(
        "async Task<bool> Seen() => await inbox.SeenAsync(order.OrderId); if (await Seen()) return; await mail.SendAsync(order.Email);"
    )]
    // Rows keyed by the message.
    [InlineData("db.Orders.Add(new Order { Id = order.OrderId, Total = order.Amount }); await db.SaveChangesAsync();")]
    [InlineData("db.Invoices.Add(new Invoice { OrderId = order.OrderId }); await db.SaveChangesAsync();")]
    [InlineData("db.Processed.Add(new Processed { MessageId = context.MessageId.ToString() }); await db.SaveChangesAsync();")]
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); account.Balance += order.Amount; db.Processed.Add(new Processed { MessageId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("db.Orders.Add(new Order { Id = order.OrderId }); await db.SaveChangesAsync(); await mail.SendAsync(order.Email);")]
    [InlineData(
        "try { db.Payments.Add(new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync(); } catch (Microsoft.EntityFrameworkCore.DbUpdateException) { }"
    )]
    [InlineData("db.Payments.Add(mapper.Map<Payment>(order)); await db.SaveChangesAsync();")]
    [InlineData("db.Payments.Add(new Payment { OrderId = order.OrderId });")]
    [InlineData("await documents.InsertOneAsync(mapper.Map<Document>(order));")]
    // Changes that come out the same, or are stored nowhere.
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); account.Email = order.Email; account.Version++; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); entity.Total = 0; foreach (var line in order.Lines) { entity.Total += line.Price; } await db.SaveChangesAsync();"
    )]
    [InlineData("var total = 0m; foreach (var line in order.Lines) { total += line.Price; } Console.WriteLine(total);")]
    [InlineData(
        "var entity = new Order { Id = order.OrderId }; foreach (var line in order.Lines) { entity.Total += line.Price; } db.Orders.Update(entity); await db.SaveChangesAsync();"
    )]
    [InlineData("var account = await accounts.GetAsync(order.CustomerId); account.Orders++; Console.WriteLine(account.Orders);")]
    // SQL that may be repeated.
    [InlineData("await db.Database.ExecuteSqlAsync($\"INSERT INTO orders (order_id, amount) VALUES ({order.OrderId}, {order.Amount})\");")]
    [InlineData("await connection.ExecuteAsync(\"INSERT INTO ledger (order_id) VALUES (@OrderId) ON CONFLICT DO NOTHING\", order);")]
    [InlineData(
        "await connection.ExecuteAsync(\"INSERT INTO ledger (order_id) SELECT @OrderId WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE order_id = @OrderId)\", order);"
    )]
    [InlineData(
        "await connection.ExecuteAsync(\"MERGE ledger AS t USING (SELECT @OrderId AS id) s ON t.order_id = s.id WHEN NOT MATCHED THEN INSERT (order_id) VALUES (s.id);\", order);"
    )]
    [InlineData("await connection.ExecuteAsync(\"UPDATE orders SET status = 'paid', version = version + 1 WHERE id = @OrderId\", order);")]
    [InlineData(
        "await connection.ExecuteAsync(\"UPDATE accounts SET balance = balance + @Amount WHERE id = @CustomerId AND last_version < @Version\", order);"
    )]
    [InlineData(
        "if (await connection.ExecuteAsync(\"INSERT INTO inbox (message_id) VALUES (@OrderId) ON CONFLICT DO NOTHING\", new { order.OrderId }) == 0) return; await mail.SendAsync(order.Email);"
    )]
    [InlineData(
        "var name = await connection.QuerySingleAsync<string>(\"SELECT name FROM customers WHERE id = @CustomerId\", order); Console.WriteLine(name);"
    )]
    // Files and caches that are replaced.
    [InlineData(
        "await File.WriteAllTextAsync($\"{order.OrderId}.json\", \"{}\"); using var writer = new StreamWriter(\"a\", append: false); using var stream = new FileStream(\"b\", FileMode.Create);"
    )]
    [InlineData("await redis.StringSetAsync($\"order:{order.OrderId}\", order.Email);")]
    // Keys of the message; what is random is none.
    [InlineData(
        "await bus.PublishAsync(new OrderShipped(order.OrderId + \"-1\", order.OrderId) { At = DateTimeOffset.UtcNow, CorrelationId = Guid.NewGuid().ToString() });"
    )]
    [InlineData(
        "var jitter = Random.Shared.Next(100); await Task.Delay(jitter); await bus.PublishAsync(new OrderShipped(order.OrderId, order.OrderId));"
    )]
    [InlineData(
        "await direct.PublishAsync(new OrderShipped(order.OrderId, order.OrderId), new PublishOptions { MessageId = context.MessageId });"
    )]
    [InlineData("Console.WriteLine(Guid.NewGuid());")]
    public Task Is_silent_on_what_may_be_repeated(string body) => CheckAsync(InHandler(body));

    [Theory]
    [InlineData("[Idempotent]", "")]
    [InlineData("", "[Idempotent(Key = nameof(OrderCreated.OrderId))]")]
    [InlineData("", "[NaturallyIdempotent(\"the mail server drops repetitions\")]")]
    [InlineData("[NaturallyIdempotent(\"a log may repeat lines\")]", "")]
    public Task Is_silent_under_an_inbox_or_a_reason(string onClass, string onMethod) =>
        CheckAsync(InHandler("await mail.SendAsync(order.Email);", onClass, onMethod));

    [Fact]
    public Task A_blank_reason_is_none() =>
        CheckAsync(InHandler("await mail.[|SendAsync|](order.Email);", onMethod: "[NaturallyIdempotent(\" \")]"));

    [Fact]
    public Task Reports_random_keys_of_what_the_handler_gives_back() =>
        CheckAsync(
            """
            namespace Shop;

            [Handler(Orders.Inventory)]
            public sealed class First
            {
                public OrderShipped Handle(OrderCreated order) => new(Guid.[|NewGuid|]().ToString(), order.OrderId);
            }

            [Handler("second")]
            public sealed class Second
            {
                public IEnumerable<IMessage> Handle(OrderCreated order)
                {
                    var id = Guid.NewGuid();
                    Console.WriteLine(id);
                    yield return new OrderShipped(order.OrderId, order.OrderId);
                    yield return new OrderShipped(order.OrderId, $"O-{Random.Shared.[|Next|]()}");
                }
            }

            [Handler("third")]
            public sealed class Third
            {
                public Task<OrderShipped> HandleAsync(OrderCreated order) => Task.FromResult(new OrderShipped(order.OrderId, order.OrderId) { At = DateTimeOffset.UtcNow });
            }
            """
        );

    [Fact]
    public Task Is_silent_where_nothing_is_handled() =>
        CheckAsync(
            """
            namespace Shop;

            public sealed class Service(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.PostAsync("https://pay", null); }

            [Handler(Orders.Inventory)]
            public sealed class Handler(HttpClient http)
            {
                public void Handle(OrderCreated order) { }
                public Task SendAsync(OrderCreated order) => http.PostAsync("https://pay", null);
                private Task HandleAsync(OrderShipped order) => http.PostAsync("https://pay", null);
            }
            """
        );

    [Fact]
    public Task An_inherited_method_is_reported_unless_every_class_covers_it() =>
        CheckAsync(
            """
            namespace Shop;

            public abstract class Base(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.[|PostAsync|]("https://pay", null); }
            public abstract class Covered(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.PostAsync("https://pay", null); }

            [Handler("a"), Idempotent] public sealed class A(HttpClient http) : Base(http);
            [Handler("b")] public sealed class B(HttpClient http) : Base(http);
            [Handler("c"), Idempotent] public sealed class C(HttpClient http) : Covered(http);
            """
        );

    [Fact]
    public Task Names_the_effect_and_the_way_out() =>
        Rule<NonIdempotentHandlerRule>.CheckMessageAsync(
            InHandler("await http.{|#0:PostAsync|}(\"https://pay\", null);"),
            "'HandleAsync' calls HttpClient.PostAsync, which a second delivery repeats: add [Idempotent], pass a key derived from the message, or say [NaturallyIdempotent(\"why\")]",
            Stubs.Source
        );

    [Fact]
    public Task Names_what_is_changed() =>
        Rule<NonIdempotentHandlerRule>.CheckMessageAsync(
            InHandler(
                "var account = await accounts.GetAsync(order.CustomerId); {|#0:account.Orders++|}; await accounts.SaveAsync(account);"
            ),
            "'HandleAsync' changes Account.Orders by ++, which a second delivery repeats: add [Idempotent], check for a key of the message first, or say [NaturallyIdempotent(\"why\")]",
            Stubs.Source
        );

    [Fact]
    public Task Reports_once_in_a_method_with_the_other_effects_beside() =>
        Rule<NonIdempotentHandlerRule>.CheckLocationsAsync(
            InHandler(
                "await mail.{|#0:SendAsync|}(order.Email); await http.{|#1:PostAsync|}(\"https://pay\", null); File.{|#2:AppendAllText|}(\"a\", \"b\");"
            ),
            3,
            Stubs.Source
        );

    [Fact]
    public Task The_users_file_adds_effects_and_guards() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync(
            """
            namespace Shop;

            public sealed class Plotter { public void Draw(string text, bool keep = false) { } public void Erase() { } }
            public sealed class Gate { public bool Open(object any) => true; }

            [Handler(Orders.Inventory)]
            public sealed class First(Plotter plotter)
            {
                public void Handle(OrderCreated order) { plotter.Erase(); plotter.[|Draw|](order.OrderId, keep: true); }
                public void Handle(OrderShipped order) => plotter.Draw(order.OrderId, keep: false);
            }

            [Handler("second")]
            public sealed class Second(Plotter plotter, Gate gate)
            {
                public void Handle(OrderCreated order) { if (gate.Open(this)) { plotter.Draw(order.OrderId, keep: true); } }
            }
            """,
            "waybill.effects.txt",
            """
            # Ours.
            effect other Shop.Plotter.Draw when keep=true

            guard check Shop.Gate.*   # whatever it is given
            """,
            Stubs.Source
        );

    [Fact]
    public Task An_unreadable_line_of_the_users_file_is_reported() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync(
            """
            namespace Shop;

            public sealed class Plotter { public void Draw(string text) { } }

            [Handler(Orders.Inventory)]
            public sealed class First(Plotter plotter) { public void Handle(OrderCreated order) => plotter.[|Draw|](order.OrderId); }
            """,
            "waybill.effects.txt",
            """
            [|effect plotter Shop.Plotter.Draw|]
            [|effect other Draw|]
            effect other Shop.Plotter.Draw
            [|guard|]
            """,
            Stubs.Source
        );

    [Fact]
    public Task Other_additional_files_are_not_read() =>
        Rule<NonIdempotentHandlerRule>.CheckWithFileAsync("public sealed class Nothing;", "effects.txt", "no line of ours");

    [Fact]
    public Task The_fix_adds_an_inbox_with_the_key_that_is_sure() =>
        Rule<NonIdempotentHandlerRule>.CheckFixAsync<NonIdempotentHandlerFix>(Fixable(attribute: false), Fixable(attribute: true));

    private static string Fixable(bool attribute)
    {
        var source = """
            [Message("x", "a")] public sealed partial record OrderCreated(string OrderId, string CustomerId);
            [Message("x", "b")] public sealed partial record StockChanged(string Sku, string StockId);
            [Message("x", "c")] public sealed partial record Paid(Guid Id, string OrderId, string CustomerId);
            [Message("x", "d")] public sealed partial record Linked(string FromId, string ToId);
            [Message("x", "e")] public sealed partial record Refunded(long? RefundedId, string OrderId, string CorrelationId);

            [Handler("first")]
            public sealed class First(HttpClient http)
            {
                /// <summary>Handles.</summary>
                @1public Task HandleAsync(OrderCreated order) => http.[|PostAsync|]("https://pay", null);

                @2[Retry(3)]
                public async Task HandleAsync(StockChanged stock)
                {
                    await http.[|PostAsync|]("https://pay", null);
                    await http.PostAsync("https://pay", null);
                }

                @3public Task HandleAsync(Paid paid) => http.[|PostAsync|]("https://pay", null);
                @2public Task HandleAsync(Linked linked) => http.[|PostAsync|]("https://pay", null);
                @4public Task HandleAsync(Refunded refunded) => http.[|PostAsync|]("https://pay", null);
            }
            """;
        string Attribute(string text) => attribute ? $"[Idempotent{text}]\n    " : "";
        source = source
            .Replace("@1", Attribute("(Key = nameof(OrderCreated.OrderId))"))
            .Replace("@2", Attribute(""))
            .Replace("@3", Attribute("(Key = nameof(Paid.Id))"))
            .Replace("@4", Attribute("(Key = nameof(Refunded.OrderId))"));
        return attribute ? source.Replace("[|", "").Replace("|]", "") : source;
    }

    private static Task CheckAsync(string source) => Rule<NonIdempotentHandlerRule>.CheckAsync(source, Stubs.Source);

    private static string InHandler(string body, string onClass = "", string onMethod = "") =>
        $$"""
            using System.Collections.Concurrent;
            using System.Data;
            using System.Net.Http.Json;
            using System.Net.Mail;
            using Dapper;
            using Microsoft.EntityFrameworkCore;
            using StackExchange.Redis;
            using Shop;
            {{onClass}}
            [Handler(Orders.Inventory)]
            public sealed class Handler(
                HttpClient http,
                System.Net.Mail.SmtpClient smtp,
                MailKit.Net.Smtp.SmtpClient mail,
                Stripe.ChargeService charges,
                IDatabase redis,
                IDirectMessageBus direct,
                IMessageBus bus,
                ShopContext db,
                IDbConnection connection,
                MongoDB.Driver.IMongoCollection<Document> documents,
                IAccounts accounts,
                IInbox inbox,
                IMapper mapper
            )
            {
                private static readonly ConcurrentDictionary<string, byte> s_seen = new();
                private static readonly HashSet<string> s_set = new();

                public object[] Services => [http, smtp, mail, charges, redis, direct, bus, db, connection, documents, accounts, inbox, mapper, s_seen, s_set];

                {{onMethod}}
                public async Task HandleAsync(OrderCreated order, MessageContext context, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """;
}
