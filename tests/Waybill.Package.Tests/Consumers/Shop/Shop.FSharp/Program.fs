open System
open System.Threading.Tasks
open Microsoft.Extensions.DependencyInjection
open Microsoft.Extensions.Hosting
open Shop.Orders
open Waybill
open Waybill.Broker

[<EntryPoint>]
let main arguments =
    let shipped = TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)

    let ledger =
        { new ILedger with
            member _.Write line =
                printfn $"F# host: {line}"

                if line.StartsWith("shipped", StringComparison.Ordinal) then
                    shipped.TrySetResult() |> ignore }

    let run =
        task {
            let builder = Host.CreateEmptyApplicationBuilder null
            builder.Services.AddSingleton<ILedger> ledger |> ignore

            builder.Services.AddWaybill<ShopOrdersModule>(fun waybill -> waybill.UseEmbeddedBroker arguments[0] |> ignore)
            |> ignore

            use host = builder.Build()
            do! host.StartAsync()
            let bus = host.Services.GetRequiredService<IDirectMessageBus>()
            let! _ = bus.PublishAsync(OrderPlaced("ORD-3", "us"))
            do! shipped.Task.WaitAsync(TimeSpan.FromMinutes 1.0)
            do! host.StopAsync()
        }

    run.GetAwaiter().GetResult()
    0
