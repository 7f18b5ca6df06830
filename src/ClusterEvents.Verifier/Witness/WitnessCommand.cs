using System.CommandLine;
using System.Text;
using ClusterEvents.TransparencyLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Verifier.Witness;

/// <summary>Runs a witness (C2SP tlog-witness), for example at a member city.</summary>
internal static class WitnessCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LargestBody = 64 * 1024;

    public static Command Create()
    {
        var (name, keyFile) = (Name(), KeyFile());
        var logs = new Option<string[]>("--log")
        {
            Description = "The verifier key of a log to watch, or a file of keys. Repeatable.",
            Required = true,
        };
        var state = new Option<string>("--state")
        {
            Description = "The folder that stores the last cosigned checkpoints.",
            Required = true,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "The address to listen on.",
            DefaultValueFactory = _ => "http://127.0.0.1:5090",
        };
        var command = new ToolCommand("witness", "Cosign the checkpoints of append-only logs.",
            "--name witness.example/can-tho --key-file witness.key --state seen --log \"$LOG_KEY\"")
        {
            name, keyFile, logs, state, urls,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var signer = Signer(parsed.GetRequiredValue(name), parsed.GetRequiredValue(keyFile));
            await using var app = Build(signer, Options.Read(parsed.GetValue(logs)), parsed.GetRequiredValue(state),
                parsed.GetRequiredValue(urls), TimeProvider.System);
            Console.WriteLine(signer.Witness.Key);
            await app.StartAsync(cancel);
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
        return command;
    }

    public static Command CreateKey()
    {
        var (name, keyFile) = (Name(), KeyFile());
        var command = new ToolCommand(
            "witness-key", "Print the verifier key of a witness; created if it does not exist.",
            "--name witness.example/can-tho --key-file witness.key") { name, keyFile };
        command.SetAction(parsed =>
        {
            Console.WriteLine(Signer(parsed.GetRequiredValue(name), parsed.GetRequiredValue(keyFile)).Witness.Key);
            return 0;
        });
        return command;
    }

    /// <summary>Builds the web application of the witness.</summary>
    internal static WebApplication Build(
        NoteSigner signer, IReadOnlyList<NoteVerifier> logs, string state, string urls, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        // A log with a rotated key has several keys with one name.
        var watched = logs.GroupBy(key => key.Name).ToDictionary(keys => keys.Key, keys =>
            new WatchedLog([.. keys], Path.Combine(state, keys.Key.Replace('/', '_')), signer, time));
        var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var answer = Answer(await reader.ReadToEndAsync(http.RequestAborted), watched);
            return Results.Text(answer.Body, answer.ContentType, statusCode: answer.Status);
        });
        return app;
    }

    private static WitnessAnswer Answer(string body, Dictionary<string, WatchedLog> watched)
    {
        if (!CheckpointRequest.TryParse(body, out var request))
            return WitnessAnswer.Malformed("Send: old <size>, proof lines, an empty line, the checkpoint.");
        if (!SignedNote.TryParse(request.Note, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
            return WitnessAnswer.Malformed("There is no signed checkpoint after the empty line.");
        return watched.TryGetValue(checkpoint.Origin, out var log) ? log.Add(request) : WitnessAnswer.UnknownLog;
    }

    private static NoteSigner Signer(string name, string file)
    {
        if (File.Exists(file)) return Input.Read(file, "a witness's key", text => NoteSigner.Parse(text.Trim()));
        var signer = Input.Checked(() => NoteSigner.Generate(name));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        stream.Write(Encoding.UTF8.GetBytes(signer.PrivateKey + "\n"));
        stream.Flush(flushToDisk: true);
        return signer;
    }

    private static Option<string> Name() =>
        new("--name") { Description = "The name of the witness, such as witness.example/can-tho", Required = true };

    private static Option<string> KeyFile() =>
        new("--key-file") { Description = "The file with its private key; created if missing.", Required = true };
}
