package vn.bdhvs.report.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** Describes the bodies of the requests that report or correct: the controllers read fields, which say nothing of themselves. */
final class FormDescription {

    private FormDescription() {}

    /** Gives each request that reports or corrects the form of its controller as its body, unless it has one of its own. */
    static OperationCustomizer bodies() {
        return (operation, handler) -> {
            Form form = handler.getBeanType().getAnnotation(Form.class);
            RequestMapping report =
                    AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
            Operation described = handler.getMethodAnnotation(Operation.class);
            boolean hasBody = described != null && described.requestBody().content().length > 0;
            if (form != null && report != null && report.consumes().length > 0 && !hasBody) {
                operation.requestBody(
                        new RequestBody().required(true).content(content(form.value(), report.consumes())));
            }
            return operation;
        };
    }

    /** The form in each media type that is taken; a table is text. */
    private static Content content(Class<?> form, String[] mediaTypes) {
        Content content = new Content();
        for (String type : mediaTypes) {
            Schema<?> schema =
                    type.equals(ReportController.CSV) ? new StringSchema() : new Schema<>().$ref(form.getSimpleName());
            content.addMediaType(type, new MediaType().schema(schema));
        }
        return content;
    }

    /** Adds the forms themselves to the document. */
    static OpenApiCustomizer forms(Iterable<? extends ReportController<?, ?>> controllers) {
        return document -> controllers.forEach(controller -> {
            Form form = controller.getClass().getAnnotation(Form.class);
            if (form != null) {
                add(document, form.value());
            }
        });
    }

    private static void add(OpenAPI document, Class<?> form) {
        ResolvedSchema resolved = ModelConverters.getInstance(
                        document.getOpenapi().startsWith("3.1"))
                .resolveAsResolvedSchema(new AnnotatedType(form).resolveAsRef(true));
        resolved.referencedSchemas.forEach(document.getComponents()::addSchemas);
    }
}
