using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>What holds of every body that is sent, whatever its JSON is.</summary>
public sealed class AnyBodyTests
{
    private const int OfEachKind = 15;

    public static TheoryData<string> Kinds => [.. StoredEvents.Catalogue.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_sent_is_read_or_its_errors_are_told_and_never_throws(string kind)
    {
        var type = Type(kind);
        Check.Each(Gen.OneOf(JsonTexts.Any, Spoilt(type)), text =>
        {
            var (activity, errors) = Read(type, text);

            Assert.Equal(activity is null, errors.Found.Count > 0);
            Assert.All(errors.Found, error => Assert.Equal("invalid-request", error.Code));
            Assert.All(errors.Found, error => Assert.Equal(RejectionKind.Malformed, error.Kind));
            Worded.Check(errors.Found);
            if (activity is null) return;
            var json = RecordJson.Write(activity);
            Assert.True(json.IsNormalized(NormalizationForm.FormC), json);
            Assert.Equal(json, RecordJson.Write(Read(type, json).Activity!));
        }, OfEachKind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_unknown_field_is_named(string kind)
    {
        var type = Type(kind);
        var unknown = Gen.SubListOf("colour", "Venue", "occurredAt", "cityids").Select(names => names.ToArray());
        Check.Each(from body in Body(type) from names in unknown select (body, names), one =>
        {
            var body = Object(one.body);
            foreach (var name in one.names) body[name] = "x";

            var (_, errors) = Read(type, body.ToJsonString());

            var named = errors.Found.Where(error => error.Fault.Code == "unknown-field");
            Assert.Equal(one.names.Order(), named.Select(error => error.Field).Order());
        }, OfEachKind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_the_wrong_type_and_every_missing_one_is_told_at_once(string kind)
    {
        var type = Type(kind);
        var fields = type.Reader().Fields;
        var wrong = Gen.SubListOf(fields.Select(field => field.Name)).Select(names => names.ToArray());
        var left = Gen.SubListOf(fields.Where(field => field.Required).Select(field => field.Name));
        Check.Each(
            from body in Body(type)
            from names in wrong
            from missing in left
            select (body, names, missing: missing.ToArray()),
            one =>
            {
                var body = Object(one.body);
                foreach (var name in one.names) body[name] = new JsonArray(new JsonArray());
                foreach (var name in one.missing) body.Remove(name);

                var (_, errors) = Read(type, body.ToJsonString());

                Assert.All(one.names.Except(one.missing), name => Assert.True(errors.At(name), name));
                var required = errors.Found.Where(error => error.Fault.Code == "required")
                    .Select(error => error.Field!);
                Assert.All(one.missing, name => Assert.Contains(name, required));
                Assert.DoesNotContain(required, name => one.names.Except(one.missing).Contains(name));
            }, OfEachKind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Text_is_brought_into_one_form_however_it_is_composed(string kind)
    {
        var type = Type(kind);
        Check.Each(Body(type), body =>
        {
            var composed = Read(type, body).Activity;
            var decomposed = Read(type, body.Normalize(NormalizationForm.FormD)).Activity;

            Assert.Equal(composed is null, decomposed is null);
            if (composed is not null) Assert.Equal(RecordJson.Write(composed), RecordJson.Write(decomposed!));
        }, OfEachKind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_optional_field_sent_as_null_is_a_field_left_out(string kind)
    {
        var type = Type(kind);
        Check.Each(Body(type), text =>
        {
            var body = Object(text);
            foreach (var field in type.Reader().Fields.Where(field => !field.Required && !body.ContainsKey(field.Name)))
                body[field.Name] = null;

            var (left, nulls) = (Read(type, text), Read(type, body.ToJsonString()));

            Assert.Equal(left.Errors.Found, nulls.Errors.Found);
            if (left.Activity is { } activity)
                Assert.Equal(RecordJson.Write(activity), RecordJson.Write(nulls.Activity!));
        }, OfEachKind);
    }

    private static ActivityType Type(string kind) => StoredEvents.Catalogue.Types.Single(type => type.Name == kind);

    private static Gen<string> Body(ActivityType type) =>
        Commands.Of(type).Select(command => RecordJson.Write(command.Activity));

    /// <summary>A body of the kind in which some fields hold any JSON instead.</summary>
    private static Gen<string> Spoilt(ActivityType type) =>
        from body in Body(type)
        from names in Gen.SubListOf(type.Reader().Fields.Select(field => field.Name))
        from values in JsonTexts.Any.ArrayOf(names.Count)
        select $"{{{string.Join(',', Object(body).Where(field => !names.Contains(field.Key))
            .Select(field => $"\"{field.Key}\":{field.Value?.ToJsonString() ?? "null"}")
            .Concat(names.Zip(values, (name, value) => $"\"{name}\":{value}")))}}}";

    private static JsonObject Object(string body) => JsonNode.Parse(body)!.AsObject();

    private static (Activity? Activity, ValidationErrors Errors) Read(ActivityType type, string body)
    {
        var errors = new ValidationErrors();
        return (type.Read(JsonElement.Parse(body), History.Today, "", errors), errors);
    }
}
