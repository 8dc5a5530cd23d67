namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>Sources that the tests of effects share.</summary>
internal static class EffectSources
{
    /// <summary>A handler with everything at hand that the stubs have, around the given body.</summary>
    public static string InHandler(string body, string onClass = "", string onMethod = "") =>
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
