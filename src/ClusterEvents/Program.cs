using ClusterEvents;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Identity;
using ClusterEvents.LocalPostgres;

try
{
    var (settings, command) = CommandLine.Split(args);
    // Reject invalid arguments before a private PostgreSQL is started.
    var commands = CommandLine.Serves(command) ? null : new Commands();
    commands?.Check(command);
    if (commands is not null && CommandLine.AsksForHelp(command)) return await commands.HelpAsync(command);
    var builder = WebApplication.CreateBuilder(CommandLine.Options(settings, command));
    if (CommandLine.Demonstrates(command)) Demonstration.Prepare(builder.Configuration);
    KnownSettings.RequireKnown(builder.Configuration);
    ListenUrls.RequireAddresses(builder.Configuration);
    if (commands is null)
    {
        Identity.RequireAuthority(builder);
        ListenUrls.RequireFree(builder.Configuration);
    }

    if (CommandLine.LeavesSchema(command)) builder.Configuration["Store:Migrate"] = "false";
    await using var store = await StoreProvider.ProvideAsync(builder, command);
    await using var app = ServiceComposition.Build(builder, serves: commands is null);
    if (commands is not null) return await commands.RunAsync(command, app);

    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is CannotStartException or LocalPostgresException
    // A setting with an invalid number or boolean: the message names it.
    or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" })
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
catch (Exception exception) when (Failures.StoreIsAway(exception) || Failures.LacksRight(exception))
{
    // Neither the program's fault nor told by its stack: an operator needs the reason.
    await Console.Error.WriteLineAsync($"The database failed: {StoreAdvice.Of(exception)}");
    return 2;
}
