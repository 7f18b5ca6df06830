using ClusterEvents.EventStore.Schema;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Identity;

try
{
    var (settings, command) = CommandLine.Split(args);
    // Reject invalid arguments before a private PostgreSQL is started.
    var commands = CommandLine.Serves(command) ? null : new Commands();
    commands?.Check(command);
    if (commands is not null && CommandLine.AsksForHelp(command)) return await commands.HelpAsync(command);
    var builder = WebApplication.CreateBuilder(CommandLine.Options(settings, command));
    if (CommandLine.Demonstrates(command)) Demonstration.Prepare(builder.Configuration);
    if (CommandLine.Diagnoses(command)) return await DoctorCommand.RunAsync(builder, command);
    KnownSettings.RequireKnown(builder.Configuration);
    TimeZoneCheck.RequireKnown();
    ListenUrls.RequireAddresses(builder.Configuration);
    if (commands is null)
    {
        Identity.RequireAuthority(builder);
        ListenUrls.RequireFree(builder.Configuration);
    }

    if (CommandLine.LeavesSchema(command)) builder.Configuration["Store:Migrate"] = "false";
    await using var store = await StoreProvider.ProvideAsync(builder, command);
    if (CommandLine.MakesStore(command))
        await NewerStoreCheck.RequireKnownAsync(builder.Configuration.GetConnectionString(MartenStore.ConnectionName)!);
    await using var app = ServiceComposition.Build(builder, serves: commands is null);
    if (commands is not null) return await commands.RunAsync(command, app);

    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.SentenceOf(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 2;
}
